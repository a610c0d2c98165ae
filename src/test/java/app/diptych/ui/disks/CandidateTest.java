package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What is offered to be picked.
final class CandidateTest {

  @Test
  void aNameCannotLookLikeMoreThanOne() {
    var image = new Candidate.OfImage(Path.of("/srv/a\nb\u0007.img"), OptionalLong.of(512));

    assertThat(image.title()).isEqualTo("a?b?.img");
    assertThat(image.fullName()).isEqualTo("/srv/a?b?.img");
    assertThat(image.endpoint().toString()).isEqualTo("/srv/a\nb\u0007.img");
  }
}
