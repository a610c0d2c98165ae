package app.diptych.clone;

import static app.diptych.clone.Sentences.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/// What a file system said, in words.
final class SentencesTest {
  @Test
  void anExceptionThatHasOnlyAPathIsToldInASentence() {
    assertThat(Sentences.reason(new NoSuchFileException("a.map")))
        .isEqualTo(say("access.none", "a.map"));
    assertThat(Sentences.reason(new AccessDeniedException("a.map")))
        .isEqualTo(say("access.denied", "a.map"));
    assertThat(Sentences.reason(new FileAlreadyExistsException("a.map")))
        .isEqualTo(say("access.exists", "a.map"));
    assertThat(Sentences.reason(new IOException("No space left"))).isEqualTo("No space left");
  }
}
