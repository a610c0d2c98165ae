package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The commands that reach an export.
final class ClientLinesTest {

  @Test
  void theKernelsClientIsToldTheSocket() {
    assertThat(ClientLines.nbdClient(SampleExports.unix("/run/user/0/d.sock", "vm1")))
        .isEqualTo("nbd-client -unix /run/user/0/d.sock /dev/nbd0 -N vm1");
  }

  @Test
  void theDefaultExportNeedsNoName() {
    assertThat(ClientLines.nbdClient(SampleExports.unix("/run/d.sock", "")))
        .isEqualTo("nbd-client -unix /run/d.sock /dev/nbd0");
  }

  @Test
  void theKernelsClientIsToldHostAndPort() {
    var uri = new NbdUri(false, new NbdAddress.Tcp("localhost", 41234), "", Optional.empty());

    assertThat(ClientLines.nbdClient(uri)).isEqualTo("nbd-client localhost 41234 /dev/nbd0");
  }

  @Test
  void wordsThatAShellWouldReadOtherwiseAreQuoted() {
    assertThat(ClientLines.nbdClient(SampleExports.unix("/tmp/it's here", "$x")))
        .isEqualTo("nbd-client -unix '/tmp/it'\\''s here' /dev/nbd0 -N '$x'");
  }

  @Test
  void aVirtualMachineIsToldTheAddress() {
    var uri = SampleExports.unix("/run/d.sock", "a,b");

    assertThat(ClientLines.qemu(uri))
        .startsWith("qemu-system-x86_64 -drive 'file=nbd")
        .contains(uri.toString().replace(",", ",,"))
        .endsWith(",format=raw,if=virtio'");
  }
}
