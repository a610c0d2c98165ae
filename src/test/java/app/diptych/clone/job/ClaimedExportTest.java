package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.Job;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of which another one uses the same export meanwhile, each begun by what the first one
/// tells.
@Timeout(240)
final class ClaimedExportTest {
  private static final int SIZE = 1 << 20;

  private final Path folder;
  private final Path source;
  private final Path target;
  private final PeerProcess peer;
  private final Endpoint export;
  private final DiskInventory noDisks = DiskInventory.of(List::of);
  private final List<CloneResult> others = new ArrayList<>();

  ClaimedExportTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.source = Images.random(folder.resolve("a"), 1, SIZE);
    this.target = Images.random(folder.resolve("b"), 2, SIZE);
    this.peer = PeerProcess.nbdkit("file", target.toString());
    this.export = new Endpoint.Export(peer.uri("x"));
  }

  @AfterEach
  void close() throws Exception {
    peer.close();
  }

  private CloneRequest request(Endpoint from, Endpoint to) {
    return new CloneRequest(from, to, CloneRequest.Options.DEFAULT);
  }

  private CloneRequest onto(Endpoint to) {
    return request(new Endpoint.ImageFile(source), to);
  }

  private CloneRequest rescueOnto(Endpoint to) {
    CloneRequest request = onto(to);
    return new CloneRequest(
        request.source(), to, request.options().with(new Skipping(0, Optional.empty())));
  }

  private Endpoint elsewhere(String name) {
    return new Endpoint.ImageFile(folder.resolve(name));
  }

  // The same socket by another path.
  private Endpoint throughLink() throws Exception {
    Path socket = ((NbdAddress.Unix) peer.uri().address()).path();
    Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
    return new Endpoint.Export(new NbdUri(false, new NbdAddress.Unix(link), "x", Optional.empty()));
  }

  private RepairJob repair(CloneRequest request, CloneListener listener) {
    return new RepairJob(request, noDisks, listener);
  }

  private CloneJob clone(CloneRequest request, CloneListener listener) {
    return new CloneJob(request, noDisks, listener);
  }

  /// How the first of the two ends, while which the other one is run.
  private CloneResult during(Function<CloneListener, Job> first, Phase phase, Supplier<Job> other) {
    CloneListener listener =
        now -> {
          if (now == phase && others.isEmpty()) {
            others.add(other.get().run());
          }
        };
    return first.apply(listener).run();
  }

  private static CloneResult underWay(Endpoint which) {
    return new CloneResult.Refused(List.of(new Refusal.UnderWay(which.toString())));
  }

  @Test
  void ofTwoRepairsOneIsRefusedHoweverTheExportIsWritten() throws Exception {
    Endpoint link = throughLink();

    CloneResult first =
        during(
            listener -> repair(onto(export), listener),
            Phase.VERIFYING,
            () -> repair(onto(link), CloneListener.NONE));

    assertThat(others).containsExactly(underWay(link));
    assertThat(first).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
    assertThat(repair(onto(link), CloneListener.NONE).run())
        .as("afterwards")
        .isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void ofTwoRescuesWithoutAMapOneIsRefused() {
    CloneResult first =
        during(
            listener -> clone(rescueOnto(export), listener),
            Phase.COPYING,
            () -> clone(rescueOnto(export), CloneListener.NONE));

    assertThat(others).containsExactly(underWay(export));
    assertThat(first).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void theDefaultExportMayBeAnyOfItsServer() {
    Endpoint unnamed = new Endpoint.Export(peer.uri());

    CloneResult first =
        during(
            listener -> repair(onto(export), listener),
            Phase.VERIFYING,
            () -> clone(onto(unnamed), CloneListener.NONE));

    assertThat(others).containsExactly(underWay(unnamed));
    assertThat(first).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void whatIsBeingRepairedIsNotClonedAndWhatIsBeingClonedIsNotRepaired() {
    CloneResult repaired =
        during(
            listener -> repair(onto(export), listener),
            Phase.VERIFYING,
            () -> clone(request(export, elsewhere("c")), CloneListener.NONE));
    assertThat(others).containsExactly(underWay(export));
    assertThat(repaired).isInstanceOf(CloneResult.Completed.class);

    others.clear();
    CloneResult cloned =
        during(
            listener -> clone(request(export, elsewhere("c")), listener),
            Phase.COPYING,
            () -> repair(onto(export), CloneListener.NONE));
    assertThat(others).containsExactly(underWay(export));
    assertThat(cloned).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void twoMayReadOneExportAndUseTwoOfOneServer() {
    CloneResult first =
        during(
            listener -> clone(request(export, elsewhere("c")), listener),
            Phase.COPYING,
            () -> clone(request(export, elsewhere("d")), CloneListener.NONE));
    assertThat(others).hasOnlyElementsOfType(CloneResult.Completed.class).hasSize(1);
    assertThat(first).isInstanceOf(CloneResult.Completed.class);

    others.clear();
    // To nbdkit all names are the same export.
    CloneResult second =
        during(
            listener -> repair(onto(export), listener),
            Phase.VERIFYING,
            () -> repair(onto(new Endpoint.Export(peer.uri("y"))), CloneListener.NONE));
    assertThat(others).hasOnlyElementsOfType(CloneResult.Completed.class).hasSize(1);
    assertThat(second).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void whatIsOfferedForWritingIsNotClonedOntoAndWhatIsClonedOntoNotOffered() throws Exception {
    var offered = new ServeRequest(export, ExportPlan.PRIVATE, true);
    var serving = new ArrayList<ServeJob>();
    var found = new ArrayList<CloneResult>();
    serving.add(
        new ServeJob(
            offered,
            noDisks,
            _ -> {
              found.add(clone(onto(export), CloneListener.NONE).run());
              serving.getFirst().cancel();
            },
            _ -> {}));
    assertThat(serving.getFirst().run()).isInstanceOf(ServeResult.Ended.class);
    assertThat(found).containsExactly(underWay(export));

    CloneListener listener =
        now -> {
          if (now == Phase.COPYING) {
            assertThat(new ServeJob(offered, noDisks, _ -> {}, _ -> {}).run())
                .isEqualTo(
                    new ServeResult.Refused(List.of(new Refusal.UnderWay(export.toString()))));
          }
        };
    assertThat(clone(onto(export), listener).run()).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void comparingMeanwhileIsWarnedOf() {
    var told = new RecordingListener();

    CloneResult first =
        during(
            listener -> clone(onto(export), listener),
            Phase.COPYING,
            () -> new VerifyJob(onto(export), told));

    assertThat(others).hasOnlyElementsOfTypes(CloneResult.Mismatch.class).hasSize(1);
    assertThat(told.warnings()).singleElement().asString().contains("OfferedInUse");
    assertThat(first).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void theCheckTells() {
    CloneResult first =
        during(
            listener -> repair(onto(export), listener),
            Phase.VERIFYING,
            () -> {
              assertThat(new Preflight(noDisks).check(onto(export)).refusals())
                  .containsExactly(new Refusal.UnderWay(export.toString()));
              return clone(onto(elsewhere("c")), CloneListener.NONE);
            });

    assertThat(others).hasOnlyElementsOfType(CloneResult.Completed.class);
    assertThat(first).isInstanceOf(CloneResult.Completed.class);
  }
}
