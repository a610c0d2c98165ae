package app.diptych.ui.parts;

import java.util.function.Function;
import javafx.util.StringConverter;

/// What a choice is called; nothing is ever typed.
public final class Spoken<E> extends StringConverter<E> {
  private final Function<E, String> words;

  /// Choices with these names.
  public Spoken(Function<E, String> words) {
    this.words = words;
  }

  @Override
  public String toString(E value) {
    return words.apply(value);
  }

  @Override
  public E fromString(String text) {
    throw new UnsupportedOperationException(text);
  }
}
