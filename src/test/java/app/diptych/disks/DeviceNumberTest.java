package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceNumberTest {

  @Test
  void isReadAsTheKernelWritesIt() {
    assertThat(DeviceNumber.parse("259:1048575")).contains(new DeviceNumber(259, 1048575));
    assertThat(new DeviceNumber(8, 16)).hasToString("8:16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "8:", "8:1:2", "a:b", "8:-1", "8:1234567890"})
  void anotherFormIsNone(String text) {
    assertThat(DeviceNumber.parse(text)).isEmpty();
  }
}
