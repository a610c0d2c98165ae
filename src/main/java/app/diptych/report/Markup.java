package app.diptych.report;

import app.diptych.text.Harmless;
import java.util.List;

/// HTML that is written piece by piece. Every text goes in escaped: what a device calls itself can
/// neither end an element nor turn the direction of the line.
final class Markup {
  private final StringBuilder html = new StringBuilder();

  /// Adds what is HTML already.
  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  /// Adds an element that holds a text.
  Markup element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
  }

  /// Adds a text of its own direction.
  Markup text(String text) {
    return raw("<bdi>" + escaped(text) + "</bdi>");
  }

  /// Begins a section.
  Markup section(String id, String heading) {
    return raw("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">")
        .text(heading)
        .raw("</h2>\n");
  }

  /// Adds a row of a table: its name, and what there is to it.
  Markup row(String name, String... cells) {
    raw("<tr><th scope=\"row\">").text(name).raw("</th>");
    for (String cell : cells) {
      raw("<td>").text(cell).raw("</td>");
    }
    return raw("</tr>\n");
  }

  /// Adds a list.
  Markup list(List<String> items) {
    raw("<ul>\n");
    items.forEach(item -> element("li", item));
    return raw("</ul>\n");
  }

  /// The text as it can stand in HTML, also within an attribute. What does harm shows as a
  /// replacement character.
  static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(Harmless.is(c) ? c : 0xFFFD);
          }
        });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
