package app.diptych.cli;

import app.diptych.block.Geometry;
import app.diptych.cli.output.FakeJob;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Job;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveUse;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Serving;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.Health;
import app.diptych.disks.Partition;
import app.diptych.disks.Transport;
import app.diptych.disks.Use;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A machine with two disks, whose jobs end as the test says.
final class FakeMachine implements Machine {
  static final CloneResult COMPLETED =
      new CloneResult.Completed(100, Duration.ofMillis(1500), false);

  static final NbdUri EXPORT = NbdUri.parse("nbd+unix:///a%20disk?socket=/run/d.sock");

  final List<CloneRequest> requests = new ArrayList<>();
  final List<MirrorRequest> mirrors = new ArrayList<>();
  final List<ServeRequest> served = new ArrayList<>();
  ServeResult serveResult = new ServeResult.Ended();
  final List<Use> unmounted = new ArrayList<>();
  Optional<Refusal> unmountRefusal = Optional.empty();
  CloneResult result = COMPLETED;
  Verdict verdict = new Verdict(List.of(), List.of(), OptionalLong.of(100));
  boolean hasDisplay = true;
  Supplier<List<Disk>> disks = () -> List.of(card(), system());

  FakeMachine endingWith(CloneResult end) {
    result = end;
    return this;
  }

  FakeMachine refusing(Refusal... refusals) {
    verdict = new Verdict(List.of(refusals), List.of(), OptionalLong.empty());
    return this;
  }

  FakeMachine warning(Warning... warnings) {
    verdict = new Verdict(List.of(), List.of(warnings), OptionalLong.of(100));
    return this;
  }

  @Override
  public boolean hasDisplay() {
    return hasDisplay;
  }

  @Override
  public List<Disk> disks() {
    return disks.get();
  }

  @Override
  public DeviceFacts.Result facts(Endpoint endpoint) {
    if (!verdict.isClear()) {
      return new DeviceFacts.Result.Unknown(verdict.refusals().getFirst());
    }
    return new DeviceFacts.Result.Known(
        new DeviceFacts(
            endpoint, new Geometry(1 << 20, 512, true), Optional.of(4096), Optional.of(4096L)));
  }

  @Override
  public Verdict check(CloneRequest request) {
    requests.add(request);
    return verdict;
  }

  @Override
  public Optional<Refusal> unmount(Unmounting unmounting) {
    unmounted.addAll(unmounting.mounts());
    return unmountRefusal;
  }

  @Override
  public Job clone(CloneRequest request, CloneListener listener, Optional<LiveUse> liveUse) {
    return FakeJob.ending(listener, result);
  }

  @Override
  public Verdict check(MirrorRequest request) {
    mirrors.add(request);
    return verdict;
  }

  @Override
  public Verdict check(ServeRequest request) {
    served.add(request);
    return verdict;
  }

  @Override
  public Job mirror(MirrorRequest request, CloneListener listener, Consumer<LiveExport> exported) {
    exported.accept(new LiveExport(EXPORT, List.of()));
    return FakeJob.ending(listener, result);
  }

  @Override
  public Serving serve(
      ServeRequest request, Consumer<LiveExport> exported, Consumer<String> waiting) {
    return new Serving() {
      @Override
      public ServeResult run() {
        exported.accept(new LiveExport(EXPORT, List.of()));
        return serveResult;
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public Job verify(CloneRequest request, CloneListener listener) {
    requests.add(request);
    return FakeJob.ending(listener, result);
  }

  @Override
  public Job repair(CloneRequest request, CloneListener listener) {
    requests.add(request);
    return FakeJob.ending(listener, result);
  }

  static Disk card() {
    return cardUsedBy(new Use.Mount("/dev/sdb1", Path.of("/mnt/card"), true));
  }

  static Disk cardUsedBy(Use use) {
    Partition partition =
        new Partition(
            "/dev/sdb1",
            new DeviceNumber(8, 17),
            1 << 20,
            63_000_000_000L,
            false,
            Optional.of("ext4"),
            Optional.of("bilder"),
            List.of(use));
    return new Disk(
        "/dev/sdb",
        new DeviceNumber(8, 16),
        OptionalLong.of(7),
        new Disk.Hardware(
            Optional.of("SanDisk \"Ultra\""),
            Optional.of("4C53"),
            Optional.empty(),
            Transport.USB,
            false,
            true,
            Optional.empty(),
            Health.UNTOLD),
        64_000_000_000L,
        new Disk.Sectors(512, 4096),
        false,
        Optional.empty(),
        List.of(partition),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }

  private static Disk system() {
    return new Disk(
        "/dev/vda",
        new DeviceNumber(254, 0),
        OptionalLong.empty(),
        new Disk.Hardware(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Transport.VIRTIO,
            false,
            false,
            Optional.empty(),
            Health.UNTOLD),
        1_000_000_000_000L,
        new Disk.Sectors(512, 512),
        true,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(
            new Use.Mount("/dev/vda", Path.of("/"), false),
            new Use.Swap("/dev/vda"),
            new Use.Held("/dev/vda", Use.HolderKind.LVM, "/dev/dm-0 (vg-root)")),
        true,
        Optional.of("Operation not permitted"));
  }
}
