package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.block.Geometry;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.ServerFacts;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is to be told of one disk or image (command `info`).
///
/// @param endpoint which
/// @param geometry its shape
/// @param physicalSectorSize bytes, of a disk
/// @param allocated bytes that an image file takes up
public record DeviceFacts(
    Endpoint endpoint,
    Geometry geometry,
    Optional<Integer> physicalSectorSize,
    Optional<Long> allocated) {

  /// Either the facts or why they cannot be had.
  public sealed interface Result {
    /// They could be read.
    record Known(DeviceFacts facts) implements Result {}

    /// It is an export; these are its server's facts.
    record Served(Endpoint.Export endpoint, ServerFacts facts) implements Result {}

    /// They could not.
    record Unknown(Refusal refusal) implements Result {}
  }

  /// Opens the endpoint read-only and tells. Its geometry is read-only where the disk, or the right
  /// to write to the path, is.
  public static Result of(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Local local ->
          of(local, DiskInventory.ofThisMachine().devices(), new SystemOutlook());
      case Endpoint.Export export -> named(export);
    };
  }

  // Another export than the one that was named is no answer.
  private static Result named(Endpoint.Export export) {
    Result result = served(export);
    String name = export.uri().export();
    if (result instanceof Result.Served(_, var facts)
        && !name.isEmpty()
        && facts.exports().stream().noneMatch(there -> there.name().equals(name))) {
      return new Result.Unknown(
          new Refusal.NotServed(
              Refusal.Role.DEVICE,
              export.toString(),
              say("access.noExport"),
              Refusal.Obstacle.OTHER));
    }
    return result;
  }

  /// Asks a server, and tells what it offers, whether the export that was named is among it or not.
  public static Result served(Endpoint.Export export) {
    try {
      return new Result.Served(export, NbdClient.ask(export.uri(), ClientOptions.READ));
    } catch (DeviceException e) {
      return new Result.Unknown(OpenFailure.refusal(Refusal.Role.DEVICE, export, e));
    }
  }

  static Result of(Endpoint.Local endpoint, List<Disk> disks, Outlook outlook) {
    List<Refusal> refusals = new ArrayList<>();
    Subject subject =
        new Survey(outlook, new Layers(disks, outlook), refusals).offered(endpoint, false);
    if (subject.measure().isEmpty()) {
      return new Result.Unknown(refusals.getFirst());
    }
    Measure measure = subject.measure().get();
    Optional<Disk> disk = subject.place().map(Place::disk);
    boolean isReadOnly =
        subject.place().filter(Place::isReadOnly).isPresent()
            || outlook.writability(subject.path()) != Outlook.Writability.WRITABLE;
    return new Result.Known(
        new DeviceFacts(
            endpoint,
            new Geometry(measure.size(), measure.sectorSize(), isReadOnly),
            disk.map(d -> d.sectors().physical()),
            subject.isImage() ? Optional.of(measure.held()) : Optional.empty()));
  }
}
