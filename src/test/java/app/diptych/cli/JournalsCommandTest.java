package app.diptych.cli;

import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.Phase;
import app.diptych.clone.job.CloneJob;
import app.diptych.disks.DiskInventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was broken off is listed, and forgotten on request.
@Timeout(240)
final class JournalsCommandTest {
  private final Screen screen = ofScript(new FakeMachine());
  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("b.img");
  }

  // A clone that is cancelled as soon as it copies.
  private void breakOff() throws Exception {
    Path source = Files.write(folder.resolve("a.img"), Content.random(1, 1 << 20));
    var request =
        Images.request(
            source,
            target(),
            CloneRequest.Options.DEFAULT
                .withRate(1 << 16)
                .with(new Journaling(Optional.of(folder.resolve("j")), false)));
    var running = new AtomicReference<CloneJob>();
    CloneListener listener =
        phase -> {
          if (phase == Phase.COPYING) {
            running.get().cancel();
          }
        };
    var job = new CloneJob(request, DiskInventory.of(List::of), listener);
    running.set(job);
    job.run();
  }

  @Test
  void aFolderThatCannotBeUsedIsTold() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(screen.run("journals", "--journal=" + file)).isEqualTo(1);
    String line = "the journals cannot be used: " + file + " is no folder, or a link to one";
    assertThat(screen.err()).isEqualTo("diptych: " + line + "\n");
    assertThat(screen.out()).isEmpty();
    assertThat(screen.run("journals", "--journal=" + file, "--json")).isEqualTo(1);
    assertThat(screen.out()).isEqualTo("{\"outcome\":\"failed\",\"message\":\"" + line + "\"}\n");
  }

  @Test
  void whatIsForgottenIsAJsonObjectToo() throws Exception {
    breakOff();

    assertThat(
            screen.run(
                "journals", "--journal=" + folder.resolve("j"), "--json", "--forget=" + target()))
        .isZero();
    assertThat(screen.out().lines())
        .singleElement()
        .asString()
        .startsWith("{\"forgotten\":[{\"source\":")
        .contains("\"kind\":\"clone\"");
  }

  @Test
  void aTargetThatIsNotThereAnyMoreIsTold() throws Exception {
    breakOff();
    Files.delete(target());
    String journal = "--journal=" + folder.resolve("j");

    assertThat(screen.run("journals", journal)).isZero();
    assertThat(screen.out()).endsWith("Z, target not there any more\n");
    assertThat(screen.run("journals", journal, "--json")).isZero();
    assertThat(screen.out()).contains("\"targetGone\":true");
    assertThat(screen.run("journals", journal, "--forget=" + target())).isZero();
  }

  @Test
  void whatWasBrokenOffIsListedAndForgotten() throws Exception {
    String journal = "--journal=" + folder.resolve("j");
    assertThat(screen.run("journals", journal)).isZero();
    assertThat(screen.out()).isEmpty();
    assertThat(folder.resolve("j")).doesNotExist();
    breakOff();

    assertThat(screen.run("journals", journal)).isZero();
    assertThat(screen.out()).contains("a.img onto " + target() + ": 0%, clone begun at 2");
    assertThat(screen.run("journals", journal, "--json")).isZero();
    assertThat(screen.out())
        .contains("\"kind\":\"clone\"", "\"bytesTotal\":1048576,\"targetGone\":false}]}");
    assertThat(screen.run("journals", journal, "--forget=" + folder.resolve("c"))).isEqualTo(1);
    assertThat(screen.err()).contains("no clone onto " + folder.resolve("c") + " was broken off");
    assertThat(screen.run("journals", journal, "--forget=" + target())).isZero();
    assertThat(screen.out()).contains("forgot ");
    assertThat(screen.run("journals", journal, "--forget=" + target())).isEqualTo(1);
    assertThat(target()).exists();
  }
}
