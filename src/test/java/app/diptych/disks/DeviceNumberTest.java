package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceNumberTest {

  @Test
  void isReadAsSysfsWritesIt() {
    assertThat(DeviceNumber.parse("259:1048575\n")).isEqualTo(new DeviceNumber(259, 1048575));
    assertThat(new DeviceNumber(8, 16)).hasToString("8:16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "8:", "8:1:2", "a:b"})
  void anotherFormIsNone(String text) {
    assertThatThrownBy(() -> DeviceNumber.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
