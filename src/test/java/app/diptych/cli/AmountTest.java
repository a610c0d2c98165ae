package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "512B, 512",
    "50M, 50000000",
    "50MB, 50000000",
    "1.5G, 1500000000",
    "2k, 2000",
    "64MiB, 67108864",
    "64Mi, 67108864",
    "1 KiB, 1024",
    "2T, 2000000000000",
    "1P, 1000000000000000"
  })
  void peopleWriteItSo(String text, long bytes) {
    assertThat(Amount.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0.4", "-1", "M", "50X", "50i", "5e6", "1,5M", "99999999999P", "50 M B"})
  void nothingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amount.parse(text))
        .withMessage("'" + text + "' is no amount from 1 byte to 9223P, such as 50M or 64MiB");
  }
}
