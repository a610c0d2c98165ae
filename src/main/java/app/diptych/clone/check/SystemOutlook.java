package app.diptych.clone.check;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.Guard;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Endpoint;
import app.diptych.disks.Answers;
import app.diptych.disks.Swaps;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system this program runs on.
final class SystemOutlook implements Outlook {
  private static final Logger LOG = LoggerFactory.getLogger(SystemOutlook.class);
  // Where partition tables and the signatures of file systems lie.
  private static final long HEAD_SIZE = 1 << 20;
  private static final long ALIGNMENT = 4096;
  // So much is asked for at once: few questions about a large image, and short answers about a
  // fragmented one.
  private static final long WINDOW = 1L << 30;
  // Longer than whatever answers at all takes on a machine that is busy.
  private static final long PATIENCE_MILLIS = 5000;

  private final Answers<Path, Optional<FileStatus>> others;

  /// One that waits for nobody else for ever.
  SystemOutlook() {
    this(PATIENCE_MILLIS);
  }

  SystemOutlook(long patienceMillis) {
    others = new Answers<>(patienceMillis);
  }

  @Override
  public Optional<FileStatus> status(Path path) throws DeviceException {
    return FileStatus.of(path);
  }

  @Override
  public Optional<FileStatus> statusOfOther(Path path) {
    Map<Path, Supplier<Optional<FileStatus>>> question = Map.of(path, () -> found(path));
    var answer = Objects.requireNonNull(others.ask(question).get(path));
    if (answer.isSilent()) {
      LOG.warn("{} does not answer: it is let be", path);
    }
    return answer.value().flatMap(found -> found);
  }

  private static Optional<FileStatus> found(Path path) {
    try {
      return FileStatus.of(path);
    } catch (DeviceException e) {
      LOG.warn("a path could not be looked at", e);
      return Optional.empty();
    }
  }

  @Override
  public Measure measure(Path path) throws DeviceException {
    try (RawDevice device = RawDevice.open(path, OpenOptions.READ)) {
      // A file may take more than its size, where its file system has kept some room behind it.
      long held = Math.min(device.allocatedBytes(), device.geometry().size());
      return new Measure(new Mark.OfPath(device.identity()), device.geometry(), held);
    }
  }

  @Override
  public long heldByChunks(Path image, long chunk) throws DeviceException {
    try (RawDevice device = RawDevice.open(image, OpenOptions.READ)) {
      long size = device.geometry().size();
      long window = WINDOW - WINDOW % chunk;
      long held = 0;
      long end = 0;
      for (long at = 0; at < size; at += window) {
        for (Extent extent : device.extents(new Region(at, Math.min(window, size - at)))) {
          if (!extent.readsAsZeros()) {
            Region data = extent.region();
            long from = Math.max(end, data.offset() - data.offset() % chunk);
            end = Math.max(from, Math.min(Math.ceilDiv(data.end(), chunk) * chunk, size));
            held += end - from;
          }
        }
      }
      return held;
    }
  }

  @Override
  public Measure measure(NbdUri uri, boolean isWritten) throws DeviceException {
    ClientOptions options = isWritten ? ClientOptions.WRITE : ClientOptions.READ;
    try (NbdClient device = NbdClient.connect(uri, options)) {
      long size = device.geometry().size();
      return new Measure(new Mark.OfExport(device.facts()), device.geometry(), size);
    }
  }

  @Override
  public boolean isClaimed(NbdUri uri, Sharing sharing) {
    return Claim.isTaken(uri, sharing);
  }

  @Override
  public boolean holdsAnything(Endpoint endpoint) throws DeviceException {
    try (BlockDevice device = open(endpoint);
        Arena arena = Arena.ofShared()) {
      long length = Math.min(HEAD_SIZE, device.geometry().size());
      MemorySegment head = arena.allocate(length, ALIGNMENT);
      device.read(0, head);
      return head.mismatch(arena.allocate(length)) >= 0;
    }
  }

  private static BlockDevice open(Endpoint endpoint) throws DeviceException {
    return switch (endpoint) {
      case Endpoint.Local local -> RawDevice.open(local.path(), OpenOptions.READ);
      case Endpoint.Export(var uri) -> NbdClient.connect(uri, ClientOptions.READ);
    };
  }

  @Override
  public List<ImageUser> users(Path image, Sharing sharing) throws DeviceException {
    return ImageUser.of(image, sharing);
  }

  @Override
  public List<ImageUser> diskUsers(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws DeviceException {
    return ImageUser.ofDisk(disk, isOfDisk, sharing);
  }

  @Override
  public boolean isTaken(Path disk) throws DeviceException {
    return RawDevice.isTaken(disk);
  }

  @Override
  public List<Path> swaps() {
    return Swaps.ofThisMachine();
  }

  @Override
  public Writability writability(Path path) {
    try {
      Guard guard = Guard.of(path);
      if (guard == Guard.IMMUTABLE) {
        return Writability.IMMUTABLE;
      }
      if (guard == Guard.APPEND_ONLY && !Files.isDirectory(path)) {
        return Writability.APPEND_ONLY;
      }
      if (Files.isWritable(path) && !FileSpace.isOfKernel(path)) {
        return Writability.WRITABLE;
      }
      boolean isNode =
          FileStatus.of(path).stream().anyMatch(s -> s.kind() == FileKind.BLOCK_DEVICE);
      return !isNode && Files.getFileStore(path).isReadOnly()
          ? Writability.READ_ONLY
          : Writability.DENIED;
    } catch (IOException | DeviceException _) {
      return Writability.DENIED;
    }
  }

  @Override
  public Lending lending() {
    if (OpenFailure.isFinal()) {
      return Lending.POINTLESS;
    }
    try {
      Udisks.ofThisSystem().check();
      return Lending.POSSIBLE;
    } catch (UdisksException e) {
      LOG.info("udisks2 cannot be asked", e);
      return e.reason() == UdisksException.Reason.NO_BUS ? Lending.NO_BUS : Lending.NO_UDISKS;
    }
  }

  @Override
  public boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return FileSpace.usableBytes(path);
  }

  @Override
  public String fileSystemDevice(Path path) throws IOException {
    return Files.getFileStore(path).name();
  }
}
