package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.Identity;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Endpoint;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/// A system whose paths, disks and files a test makes up.
final class FakeOutlook implements Outlook {
  private final Map<Path, FileStatus> statuses = new HashMap<>();
  private final Map<Path, Measure> measures = new HashMap<>();
  private final Map<Path, DeviceException> failures = new HashMap<>();
  private final Map<Path, Writability> writabilities = new HashMap<>();
  private final Map<Path, String> mountedFrom = new HashMap<>();
  private final Map<Path, List<ImageUser>> users = new HashMap<>();
  private final List<Path> swaps = new ArrayList<>();
  private final Set<Path> taken = new HashSet<>();
  private final Set<Path> links = new HashSet<>();
  private final Map<NbdUri, FakeExport> exports = new HashMap<>();
  private final Set<String> filled = new HashSet<>();
  private Lending lending = Lending.POINTLESS;
  private long usable = Long.MAX_VALUE;
  private boolean isSpaceKnown = true;

  /// A failure to open.
  static DeviceException.Failure opening(String path) {
    return DeviceException.Failure.of(Operation.OPEN, path);
  }

  /// A block device with this number, `major` being 8.
  FakeOutlook disk(String path, int minor, long size, int sectorSize) {
    return add(path, new FileStatus(FileKind.BLOCK_DEVICE, 8, minor, 0), size, sectorSize, size);
  }

  /// An image on the file system of the device 8:minor.
  FakeOutlook image(String path, int minor, long inode, long size) {
    return sparse(path, minor, inode, size, size);
  }

  /// An image of which so many bytes are no hole.
  FakeOutlook sparse(String path, int minor, long inode, long size, long held) {
    return add(path, new FileStatus(FileKind.REGULAR_FILE, 8, minor, inode), size, 512, held);
  }

  /// A directory on the file system of the device 8:minor.
  FakeOutlook directory(String path, int minor) {
    return of(path, FileKind.DIRECTORY, minor);
  }

  /// Something of a kind.
  FakeOutlook of(String path, FileKind kind, int minor) {
    statuses.put(Path.of(path), new FileStatus(kind, 8, minor, path.hashCode()));
    return this;
  }

  /// Looking at, opening or reading the path fails so.
  FakeOutlook failing(String path, DeviceException failure) {
    failures.put(Path.of(path), failure);
    return this;
  }

  /// Whether the path takes writes.
  FakeOutlook writing(String path, Writability writability) {
    writabilities.put(Path.of(path), writability);
    return this;
  }

  /// The path is a symbolic link that leads nowhere.
  FakeOutlook danglingLink(String path) {
    links.add(Path.of(path));
    return this;
  }

  /// The path lies on a file system that is mounted from a device.
  FakeOutlook mountedFrom(String path, String device) {
    mountedFrom.put(Path.of(path), device);
    return this;
  }

  /// Whether udisks2 opens disks for this user.
  FakeOutlook lending(Lending answer) {
    lending = answer;
    return this;
  }

  /// Somebody has taken the disk for himself.
  FakeOutlook taken(String path) {
    taken.add(Path.of(path));
    return this;
  }

  /// The system swaps on it.
  FakeOutlook swap(String path) {
    swaps.add(Path.of(path));
    return this;
  }

  /// Programs that use an image.
  FakeOutlook used(String path, ImageUser... by) {
    users.put(Path.of(path), List.of(by));
    return this;
  }

  /// The device's head is not all zeros.
  FakeOutlook filled(String path) {
    filled.add(path);
    return this;
  }

  /// An export, with what its server says.
  FakeOutlook export(String uri, FakeExport export) {
    exports.put(NbdUri.parse(uri), export);
    return this;
  }

  /// Bytes free on every file system.
  FakeOutlook usable(long bytes) {
    usable = bytes;
    return this;
  }

  /// Nobody can tell how many bytes are free.
  FakeOutlook unknownSpace() {
    isSpaceKnown = false;
    return this;
  }

  private FakeOutlook add(String path, FileStatus status, long size, int sectorSize, long held) {
    statuses.put(Path.of(path), status);
    var identity =
        new Identity(
            status.kind(),
            status.major(),
            status.minor(),
            status.inode(),
            OptionalLong.of(status.minor()),
            size);
    measures.put(
        Path.of(path),
        new Measure(new Mark.OfPath(identity), new Geometry(size, sectorSize, true), held));
    return this;
  }

  @Override
  public Optional<FileStatus> status(Path path) throws DeviceException {
    if (!measures.containsKey(path)) {
      failIfAsked(path);
    }
    return Optional.ofNullable(statuses.get(path));
  }

  @Override
  public Optional<FileStatus> statusOfOther(Path path) {
    return Optional.ofNullable(statuses.get(path));
  }

  @Override
  public Measure measure(Path path) throws DeviceException {
    failIfAsked(path);
    return Optional.ofNullable(measures.get(path)).orElseThrow();
  }

  @Override
  public long heldByChunks(Path image, long chunk) throws DeviceException {
    return measure(image).held();
  }

  @Override
  public Measure measure(NbdUri uri, boolean isWritten) throws DeviceException {
    return Optional.ofNullable(exports.get(uri)).orElseThrow().measure(isWritten);
  }

  @Override
  public boolean isClaimed(NbdUri uri, Sharing sharing) {
    return false;
  }

  @Override
  public boolean holdsAnything(Endpoint endpoint) throws DeviceException {
    return filled.contains(endpoint.toString());
  }

  @Override
  public List<ImageUser> users(Path image, Sharing sharing) throws DeviceException {
    List<ImageUser> all = users.getOrDefault(image, List.of());
    return sharing == Sharing.READERS ? all.stream().filter(ImageUser::isWriting).toList() : all;
  }

  @Override
  public List<ImageUser> diskUsers(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws DeviceException {
    return users(disk, sharing);
  }

  @Override
  public boolean isTaken(Path disk) {
    return taken.contains(disk);
  }

  @Override
  public List<Path> swaps() {
    return swaps;
  }

  @Override
  public Writability writability(Path path) {
    return writabilities.getOrDefault(path, Writability.WRITABLE);
  }

  @Override
  public Lending lending() {
    return lending;
  }

  @Override
  public boolean isLink(Path path) {
    return links.contains(path);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    if (!isSpaceKnown) {
      throw new IOException("nobody knows");
    }
    return usable;
  }

  @Override
  public String fileSystemDevice(Path path) throws IOException {
    String device = mountedFrom.get(path);
    if (device == null) {
      throw new IOException("nobody knows");
    }
    return device;
  }

  private void failIfAsked(Path path) throws DeviceException {
    DeviceException failure = failures.get(path);
    if (failure != null) {
      throw failure;
    }
  }
}
