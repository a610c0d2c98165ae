package app.diptych.clone.control;

import app.diptych.block.Region;
import app.diptych.block.WatchedDevice.Tally;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Stall;
import app.diptych.clone.Wording;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import app.diptych.report.JobReport;
import app.diptych.report.JobReport.Places;
import app.diptych.report.Program;
import app.diptych.report.Reports;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws up the report of a job that is over, and keeps it. This one place does so for every job;
/// whatever goes wrong with it is for the log, and changes nothing about how the job ended.
///
/// @param assignment what the job was asked for
/// @param board where it stood
public record Account(Assignment assignment, Board board) {
  private static final Logger LOG = LoggerFactory.getLogger(Account.class);

  /// The report; empty where none could be drawn up.
  ///
  /// @param message how the job ended, in one line
  Optional<JobReport> closed(CloneResult result, String message) {
    try {
      JobReport report = report(result, message);
      keep(report);
      return Optional.of(report);
    } catch (RuntimeException e) {
      LOG.warn("there is no report of this job", e);
      return Optional.empty();
    }
  }

  private static void keep(JobReport report) {
    try {
      String id = Reports.ofThisUser().keep(report);
      LOG.info("report {}", id);
    } catch (IOException e) {
      LOG.warn("the report of this job could not be kept", e);
    }
  }

  private JobReport report(CloneResult result, String message) {
    Notes notes = board.notes();
    Optional<Findings> findings = notes.findings();
    JobReport.Course course = board.course().end(board.progress().bytesDone());
    CloneRequest request = assignment.request();
    return new JobReport(
        Program.version(),
        assignment.kind(),
        outcome(result),
        message,
        course,
        device(request.source(), findings.map(Findings::source)),
        device(request.target(), findings.map(Findings::target)),
        assignment.options(),
        amounts(),
        faults(result),
        notes.hashes());
  }

  private static JobReport.Outcome outcome(CloneResult result) {
    return switch (result) {
      case CloneResult.Completed _ -> JobReport.Outcome.COMPLETED;
      case CloneResult.Skipped _ -> JobReport.Outcome.SKIPPED;
      case CloneResult.Cancelled _ -> JobReport.Outcome.CANCELLED;
      case CloneResult.Refused _ -> JobReport.Outcome.REFUSED;
      case CloneResult.Failed _ -> JobReport.Outcome.FAILED;
      case CloneResult.Mismatch _ -> JobReport.Outcome.MISMATCH;
    };
  }

  private static JobReport.Device device(Endpoint endpoint, Optional<Subject> subject) {
    Optional<Place> place = subject.flatMap(Subject::place);
    Optional<Disk.Hardware> hardware = place.map(p -> p.disk().hardware());
    Optional<Measure> measure = subject.flatMap(Subject::measure);
    return new JobReport.Device(
        endpoint.toString(),
        kind(endpoint, place),
        hardware.flatMap(Disk.Hardware::model),
        hardware.flatMap(Disk.Hardware::serial),
        hardware.flatMap(Disk.Hardware::wwn),
        measure.map(m -> OptionalLong.of(m.size())).orElse(OptionalLong.empty()),
        measure.map(m -> OptionalLong.of(m.sectorSize())).orElse(OptionalLong.empty()),
        place.map(p -> p.disk().diskseq()).orElse(OptionalLong.empty()));
  }

  private static String kind(Endpoint endpoint, Optional<Place> place) {
    return switch (endpoint) {
      case Endpoint.DiskPath _ ->
          place.flatMap(Place::partition).isPresent() ? "partition" : "disk";
      case Endpoint.ImageFile _ -> "image";
      case Endpoint.Export _ -> "export";
    };
  }

  private JobReport.Amounts amounts() {
    Notes notes = board.notes();
    Tally source = notes.tallies().getFirst();
    Tally target = notes.tallies().getLast();
    long total = notes.findings().flatMap(f -> f.source().measure()).map(Measure::size).orElse(0L);
    return new JobReport.Amounts(
        total,
        source.read(),
        target.written(),
        target.zeroed(),
        notes.keptBytes(),
        notes.comparedBytes(),
        board.course().meanRate(),
        board.course().peakRate());
  }

  private JobReport.Faults faults(CloneResult result) {
    Notes notes = board.notes();
    List<String> errors =
        Stream.concat(notes.failures().stream().map(CloneResult.Failed::reason), errors(result))
            .distinct()
            .toList();
    List<Region> unreadable =
        result instanceof CloneResult.Skipped skipped ? skipped.unreadable() : notes.unreadable();
    Places differing =
        result instanceof CloneResult.Mismatch(var regions, var bytes)
            ? Places.of(regions, bytes)
            : Places.NONE;
    return new JobReport.Faults(
        errors,
        notes.warnings().stream().map(Wording::of).toList(),
        notes.stalls().stream().map(Account::stall).toList(),
        Places.of(unreadable),
        differing,
        Places.of(notes.repaired()));
  }

  private static Stream<String> errors(CloneResult result) {
    return switch (result) {
      case CloneResult.Failed(_, var reason, _) -> Stream.of(reason);
      case CloneResult.Refused(var refusals) -> refusals.stream().map(Wording::of);
      case CloneResult.Completed _,
          CloneResult.Skipped _,
          CloneResult.Cancelled _,
          CloneResult.Mismatch _ ->
          Stream.empty();
    };
  }

  private static JobReport.Stall stall(Stall stall) {
    return new JobReport.Stall(
        stall.side().name().toLowerCase(Locale.ROOT),
        stall.device(),
        stall.operation().toString(),
        stall.lasted().toSeconds());
  }
}
