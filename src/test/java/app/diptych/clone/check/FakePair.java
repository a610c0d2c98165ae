package app.diptych.clone.check;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Verdict;
import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A machine that is made up, with two quiet disks `/dev/sda` and `/dev/sdb` of one length, and a
/// directory `/images`.
final class FakePair {
  /// The length of both disks, in bytes.
  static final long SIZE = 1 << 20;

  private final FakeOutlook outlook =
      new FakeOutlook()
          .disk("/dev/sda", 0, SIZE, 512)
          .disk("/dev/sdb", 16, SIZE, 512)
          .directory("/images", 64)
          .directory("/dev", 99);
  private final FakeDisk sda = new FakeDisk("/dev/sda", 0, SIZE);
  private final FakeDisk sdb = new FakeDisk("/dev/sdb", 16, SIZE);

  /// What the system tells of paths.
  FakeOutlook outlook() {
    return outlook;
  }

  /// The first disk.
  FakeDisk sda() {
    return sda;
  }

  /// The second disk.
  FakeDisk sdb() {
    return sdb;
  }

  /// What the checks say, with these disks listed beside the two.
  Verdict check(String source, String target, CloneRequest.Options options, FakeDisk... more) {
    List<Disk> disks =
        Stream.concat(Stream.of(sda, sdb), Stream.of(more)).map(FakeDisk::disk).toList();
    return new Preflight(() -> disks, outlook)
        .check(new CloneRequest(endpoint(source), endpoint(target), options));
  }

  /// The same with the options that nobody gave.
  Verdict check(String source, String target, FakeDisk... more) {
    return check(source, target, CloneRequest.Options.DEFAULT, more);
  }

  /// The options of somebody who wants the first bytes of a larger target.
  static CloneRequest.Options start() {
    return new CloneRequest.Options(Fit.START, false, false, Optional.empty());
  }

  private static Endpoint endpoint(String path) {
    if (path.startsWith("nbd")) {
      return Endpoint.parse(path);
    }
    return path.startsWith("/dev/")
        ? new Endpoint.DiskPath(Path.of(path))
        : new Endpoint.ImageFile(Path.of(path));
  }
}
