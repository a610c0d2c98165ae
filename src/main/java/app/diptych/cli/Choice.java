package app.diptych.cli;

import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.Comparison;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Words;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.NbdUri;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Turns what was typed into values: words in lower case for a closed set, paths for endpoints.
final class Choice {
  private Choice() {}

  /// Teaches a command line all of them.
  static void register(CommandLine line) {
    line.registerConverter(Fit.class, oneOf(Fit.values()));
    line.registerConverter(ProgressKind.class, oneOf(ProgressKind.values()));
    line.registerConverter(CopyMode.class, oneOf(CopyMode.values()));
    line.registerConverter(
        SkippingOptions.OnReadError.class, oneOf(SkippingOptions.OnReadError.values()));
    line.registerConverter(Comparison.Way.class, oneOf(Comparison.Way.values()));
    line.registerConverter(CacheKind.class, oneOf(CacheKind.values()));
    line.registerConverter(Endpoint.class, Choice::endpoint);
    line.registerConverter(Path.class, Choice::path);
    line.registerConverter(NbdUri.class, parsed(NbdUri::parse));
    line.registerConverter(Amount.class, parsed(Amount::parse));
    line.registerConverter(Integer.class, Choice::times);
    line.registerConverter(String.class, Choice::name);
  }

  private static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] values) {
    return text ->
        Arrays.stream(values)
            .filter(value -> Words.of(value).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(values).map(Words::of).collect(Collectors.joining(", "))));
  }

  /// What a parser makes of a text; its objection says all.
  private static <T> ITypeConverter<T> parsed(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static int times(String text) {
    if (text.matches("[0-9]+")) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException _) {
        // More than there are.
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no number from 0 to " + Integer.MAX_VALUE + ", such as 3");
  }

  // Nobody means nothing: in a script it is a variable that was not set.
  private static String name(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("an empty name");
    }
    return text;
  }

  private static Path path(String text) {
    return named(text, Path::of);
  }

  private static Endpoint endpoint(String text) {
    return named(text, Endpoint::parse);
  }

  private static <T> T named(String text, Function<String, T> parser) {
    if (text.isEmpty()) {
      throw new TypeConversionException("an empty path");
    }
    try {
      return parser.apply(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no path: " + e.getReason());
    } catch (IllegalArgumentException e) {
      // Of a URI; the message says all.
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
