package app.diptych.sample;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FatVolumeTest {

  @Test
  void aVolumeWithTheWrongCountOfClustersForItsKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> volume(FatVolume.Kind.FAT16, 2 << 20, List.of()))
        .withMessageContaining("clusters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> volume(FatVolume.Kind.FAT16, 64 << 20, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> volume(FatVolume.Kind.FAT32, 32 << 20, List.of()));
    assertThatNoException().isThrownBy(() -> volume(FatVolume.Kind.FAT32, 64 << 20, List.of()));
  }

  @Test
  void moreFilesThanTheRootDirectoryHoldsAreRefused() {
    var file = new FatVolume.StoredFile("A          ", new byte[0]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> volume(FatVolume.Kind.FAT32, 64 << 20, Collections.nCopies(16, file)));
  }

  private static FatVolume volume(FatVolume.Kind kind, int size, List<FatVolume.StoredFile> files) {
    return new FatVolume(kind, "TEST", 0, size, files);
  }
}
