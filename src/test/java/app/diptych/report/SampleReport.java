package app.diptych.report;

import app.diptych.block.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Reports to try things with.
public final class SampleReport {
  private static final JobReport.Device SOURCE =
      new JobReport.Device(
          "/dev/sdb",
          "disk",
          Optional.of("SanDisk Ultra"),
          Optional.of("4C53"),
          Optional.empty(),
          OptionalLong.of(64_000_000_000L),
          OptionalLong.of(512),
          OptionalLong.of(12));

  private SampleReport() {}

  /// A report with a bit of everything.
  static JobReport full() {
    return at(Instant.parse("2026-03-01T10:00:00Z"));
  }

  /// The same of a job that began then.
  static JobReport at(Instant started) {
    return full(SOURCE, image("copy.img"), started);
  }

  /// The same of two images of these names.
  public static JobReport ofImages(String source, String target) {
    return full(image(source), image(target), Instant.EPOCH);
  }

  private static JobReport.Device image(String name) {
    return new JobReport.Device(
        name,
        "image",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /// The same with this text wherever a device may put one.
  public static JobReport saying(String text) {
    var device =
        new JobReport.Device(
            text,
            "disk",
            Optional.of(text),
            Optional.of(text),
            Optional.of(text),
            OptionalLong.of(1),
            OptionalLong.of(512),
            OptionalLong.empty());
    JobReport base = full(device, device, Instant.EPOCH);
    return new JobReport(
        base.program(),
        base.kind(),
        base.outcome(),
        text,
        base.course(),
        device,
        device,
        Map.of("map", text),
        base.amounts(),
        new JobReport.Faults(
            List.of(text, text),
            List.of(text),
            List.of(new JobReport.Stall("source", text, "read", 12)),
            base.faults().unreadable(),
            JobReport.Places.NONE,
            JobReport.Places.NONE),
        List.of(new JobReport.Hash(text, text)));
  }

  private static JobReport full(JobReport.Device source, JobReport.Device target, Instant started) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("verify", "true");
    options.put("fit", "exact");
    List<Region> regions =
        LongStream.range(0, 1500).mapToObj(i -> new Region(i * 4096, 512)).toList();
    return new JobReport(
        "0.1.0",
        JobReport.Kind.CLONE,
        JobReport.Outcome.SKIPPED,
        "Cloned all that could be read.",
        new JobReport.Course(
            started,
            // The clock was set back meanwhile.
            started.minusSeconds(86_400),
            Duration.ofMillis(61_500),
            List.of(new JobReport.Phase("copying", 60_000), new JobReport.Phase("flushing", 1500))),
        source,
        target,
        options,
        new JobReport.Amounts(64_000_000_000L, 1, 2, 3, 4, 5, 6, 7),
        new JobReport.Faults(
            List.of("source: read /dev/sdb @0+512: EIO (Input/output error)"),
            List.of("/dev/sdb is in use: mounted on /mnt."),
            List.of(new JobReport.Stall("target", "copy.img", "write", 31)),
            JobReport.Places.of(regions),
            JobReport.Places.of(List.of(new Region(0, 4096)), 512),
            JobReport.Places.NONE),
        List.of(new JobReport.Hash("SHA-256", "00ff")));
  }
}
