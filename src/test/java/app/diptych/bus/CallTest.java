package app.diptych.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call is written as, and what its failures mean.
final class CallTest {

  @Test
  void aPathInACallIsAText() {
    assertThat(Call.quoted("/dev/disk/by-label/it's \\x20"))
        .isEqualTo("'/dev/disk/by-label/it\\'s \\\\x20'");
  }

  @ParameterizedTest
  @CsvSource({"19, INTERRUPTED", "24, TIMED_OUT", "0, OTHER"})
  void eachFailureOfGioItselfHasItsKind(int code, BusException.Kind kind) {
    assertThat(new BusException(Optional.empty(), code, "words").kind()).isEqualTo(kind);
  }
}
