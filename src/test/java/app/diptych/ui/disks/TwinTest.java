package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.disks.Disk;
import app.diptych.ui.SampleDisks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TwinTest {

  private static Map<String, Twin> among(Disk... disks) {
    return Twin.among(List.of(disks).stream().<Candidate>map(Candidate.OfDisk::new).toList());
  }

  private static String stressed(Twin twin) {
    return twin.value().substring(twin.from(), twin.to());
  }

  @Test
  void disksThatDifferAreNoTwins() {
    assertThat(among(SampleDisks.stick(), SampleDisks.card(), SampleDisks.mounted())).isEmpty();
  }

  @Test
  void serialNumbersTellThemApart() {
    Map<String, Twin> twins = among(SampleDisks.stick(), SampleDisks.twin());

    assertThat(twins.values()).extracting(Twin::feature).containsOnly(Twin.Feature.SERIAL);
    assertThat(twins.get("/dev/sdb#7"))
        .isEqualTo(new Twin(Twin.Feature.SERIAL, "4C530001230518", 11, 14));
    assertThat(twins.values())
        .extracting(TwinTest::stressed)
        .containsExactlyInAnyOrder("518", "922");
  }

  @Test
  void portsDoWhereSerialNumbersAreTheSame() {
    Map<String, Twin> twins =
        among(
            at("sdb", "0000", "usb 2-1"),
            at("sdc", "0000", "usb 2-1.4"),
            at("sdd", "0000", "ata3"));

    assertThat(twins.values()).extracting(Twin::feature).containsOnly(Twin.Feature.PORT);
    assertThat(twins.values())
        .extracting(Twin::value)
        .containsExactlyInAnyOrder("usb 2-1", "usb 2-1.4", "ata3");
  }

  @Test
  void nothingButTheNameDoesWhereAllElseIsTheSame() {
    Map<String, Twin> twins = among(at("sdb", "0000", "usb 2-1"), at("sdc", "0000", "usb 2-1"));

    assertThat(twins.values())
        .extracting(TwinTest::stressed)
        .containsExactlyInAnyOrder("sdb", "sdc");
  }

  private static Disk at(String name, String serial, String port) {
    Disk disk = SampleDisks.stick();
    var is = disk.hardware();
    return new Disk(
        "/dev/" + name,
        disk.deviceNumber(),
        disk.diskseq(),
        new Disk.Hardware(
            is.model(),
            Optional.of(serial),
            is.wwn(),
            is.transport(),
            is.isRotational(),
            is.isRemovable(),
            Optional.of(port),
            is.health()),
        disk.size(),
        disk.sectors(),
        disk.isReadOnly(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }
}
