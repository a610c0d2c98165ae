package app.diptych.clone.pair;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.job.CloneJob;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same bytes under two names, of which the system says that they are apart.
@Timeout(120)
final class EchoTest {
  private static final int SIZE = 3 << 20;

  @TempDir private Path folder;

  private static MemoryDevice device(String name, byte[] content) throws Exception {
    var device = new MemoryDevice(name, content.length, 512);
    Content.write(device, 0, content);
    return device;
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096, 4608, 3 << 20})
  void oneDeviceIsHeardAndStaysAsItWas(int size) throws Exception {
    byte[] bytes = Content.random(1, size);
    try (var device = device("a", bytes)) {
      assertThat(Echo.isHeard(device, device, () -> {})).isTrue();
      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void twoDevicesAreNotHeardAndStayAsTheyWere(long seed) throws Exception {
    byte[] bytes = Content.random(seed, 8192);
    try (var source = device("a", Content.random(1, 8192));
        var target = device("b", bytes)) {
      assertThat(Echo.isHeard(source, target, () -> {})).isFalse();
      assertThat(Content.readAll(target)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE", "FLUSH"})
  void whatFailsDoesNotTell(Operation operation) throws Exception {
    byte[] bytes = Content.random(1, 8192);
    try (var source = device("a", bytes);
        var below = device("b", bytes);
        var target = new FaultyDevice(below).failNth(operation, 1, Fault.eio())) {
      assertThat(Echo.isHeard(source, target, () -> {})).isFalse();
      assertThat(Content.readAll(below)).isEqualTo(bytes);
    }
  }

  @Test
  void whereTheTargetCannotBeFlushedItIsHeardAllTheSame() throws Exception {
    byte[] bytes = Content.random(1, 8192);
    try (var device = device("a", bytes);
        var target = new FaultyDevice(device).failFrom(Operation.FLUSH, 1, Fault.eio())) {
      assertThat(Echo.isHeard(device, target, () -> {})).isTrue();
      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  /// As a server does that goes by its own memory, while others write to its disk.
  private static final class Remembering extends PassingDevice {
    private final Map<Long, byte[]> known = new HashMap<>();

    Remembering(BlockDevice below) {
      super(below);
    }

    @Override
    public void read(long offset, MemorySegment... buffers) throws DeviceException {
      super.read(offset, buffers);
      for (MemorySegment buffer : buffers) {
        byte[] read = buffer.toArray(ValueLayout.JAVA_BYTE);
        buffer.copyFrom(MemorySegment.ofArray(known.computeIfAbsent(offset, _ -> read)));
      }
    }
  }

  @Test
  void whatWasReadBeforeIsNotAskedForAgain() throws Exception {
    byte[] bytes = Content.random(1, 1 << 20);
    try (var device = device("a", bytes);
        var source = new Remembering(device)) {
      assertThat(Echo.isHeard(source, device, () -> {})).isTrue();
      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  @Test
  void whereItCannotBePutBackItIsHeardAllTheSame() throws Exception {
    try (var device = device("a", Content.random(1, 8192));
        var target = new FaultyDevice(device).failNth(Operation.WRITE, 2, Fault.eio())) {
      assertThat(Echo.isHeard(device, target, () -> {})).isTrue();
    }
  }

  private static CloneResult clone(Object source, Object target) {
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    return new CloneJob(request, DiskInventory.ofThisMachine(), CloneListener.NONE).run();
  }

  private static void assertRefused(Object source, Object target) {
    assertThat(refusals(clone(source, target)))
        .containsExactly(
            new Refusal.SameDevice(
                source.toString(),
                target.toString(),
                "what is written to " + target + " shows on " + source));
  }

  @Test
  void anImageIsNotClonedOntoItselfThroughItsServer() throws Exception {
    Path image = Images.random(folder.resolve("a"), 1, SIZE);
    try (var peer = PeerProcess.nbdkit("file", image.toString())) {
      assertRefused(image, peer.uri());
      assertRefused(peer.uri(), image);
    }
    assertThat(image).satisfies(Content.of(Content.random(1, SIZE)));
  }

  /// To clients of the old style, this one offers flushing and refuses it.
  @Test
  void anImageIsNotClonedOntoItselfThroughAServerThatCannotFlush() throws Exception {
    Path image = Images.random(folder.resolve("a"), 1, SIZE);
    try (var peer = PeerProcess.nbdkit("--oldstyle", "--filter=nozero", "file", image.toString())) {
      assertRefused(image, peer.uri());
    }
    assertThat(image).satisfies(Content.of(Content.random(1, SIZE)));
  }

  @Test
  void anImageIsNotClonedOntoItselfThroughAnOverlay() throws IOException {
    Peers.requireRoot();
    Path lower = Files.createDirectory(folder.resolve("lower"));
    Path merged = Files.createDirectory(folder.resolve("merged"));
    String options = "lowerdir=" + lower + ":" + Files.createDirectory(folder.resolve("none"));
    Path image = Images.random(lower.resolve("a"), 1, SIZE);
    Peers.run("mount", "-t", "overlay", "-o", options, "overlay", merged.toString());
    try {
      assertRefused(merged.resolve("a"), image);
    } finally {
      Peers.run("umount", merged.toString());
    }
    assertThat(image).satisfies(Content.of(Content.random(1, SIZE)));
  }
}
