package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.nbd.Command;
import app.diptych.nbd.Request;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// WRITE_ZEROES on a device that cannot zero, as the export of another server may be.
@Timeout(60)
final class ZeroingTest {
  private static final int SIZE = 4 << 20;

  private final MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);

  @ParameterizedTest
  @CsvSource({"0, 4194304", "512, 512", "100, 3000000", "700, 100", "500, 20"})
  void zerosAreWrittenWhereNothingElseCanBeDone(int offset, int length) throws Exception {
    byte[] expected = Content.fill(memory, 5);
    Arrays.fill(expected, offset, offset + length, (byte) 0);
    var device = new FaultyDevice(memory).failFrom(Operation.ZERO, 1, Fault.unimplemented());
    try (TestServer server = TestServer.of(device);
        RawClient client = RawClient.plain(server.server())) {
      var request = Request.of(Command.WRITE_ZEROES, 0, 1, offset, length);

      assertThat(client.ask(request).error()).isZero();

      assertThat(Content.read(memory, 0, SIZE)).isEqualTo(expected);
    }
  }
}
