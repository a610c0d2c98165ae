package app.diptych.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The page that a report makes.
final class ReportHtmlTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakEnglish() {
    Locale.setDefault(Locale.ENGLISH);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void itTellsEverything() {
    assertThat(Reports.toHtml(SampleReport.full()))
        .contains(
            "Clone: Completed but for what was unreadable",
            "Cloned all that could be read.",
            "SanDisk Ultra",
            "4C53",
            "64,000,000,000 bytes (64 GB)",
            "Making durable",
            "EIO (Input/output error)",
            "Target copy.img did not answer for 31 s (write).",
            "Regions: 1,500, bytes: 768,000",
            "Only the first 1,000 are listed.",
            "SHA-256",
            "00ff");
  }

  @Test
  void itStandsAloneAndRunsNothing() {
    String page = Reports.toHtml(SampleReport.full());

    assertThat(page)
        .contains("default-src 'none'; style-src 'unsafe-inline'")
        .doesNotContainPattern(
            "(?i)<(script|img|link|iframe|object|form)|\\b(src|href|on\\w+)=|url\\(");
  }

  @Test
  void itCanBeReadAloud() throws Exception {
    Document page = parsed(Reports.toHtml(SampleReport.full()));

    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(page.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    assertThat(page.getElementsByTagName("h1").getLength()).isOne();
    NodeList headers = page.getElementsByTagName("th");
    for (int i = 0; i < headers.getLength(); i++) {
      assertThat(((Element) headers.item(i)).getAttribute("scope")).isIn("row", "col");
    }
    NodeList sections = page.getElementsByTagName("section");
    for (int i = 0; i < sections.getLength(); i++) {
      String label = ((Element) sections.item(i)).getAttribute("aria-labelledby");
      Element heading = (Element) ((Element) sections.item(i)).getElementsByTagName("h2").item(0);
      assertThat(heading.getAttribute("id")).isEqualTo(label);
    }
  }

  @Test
  void germansReadGerman() {
    Locale.setDefault(Locale.GERMANY);

    assertThat(Reports.toHtml(SampleReport.full()))
        .contains("lang=\"de\"", "Klon: Fertig bis auf das Unlesbare", "64.000.000.000 Byte");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</title><script>alert(1)</script>",
        "\" onload=\"x",
        "' onload='x",
        "&lt;b&gt;",
        "--><b>",
        "]]>",
        "\u202egpj.exe",
        "\u2066\u2028\u0000\u0007\n",
        "\ud800"
      })
  void noTextOfADeviceIsMarkup(String text) throws Exception {
    String page = Reports.toHtml(SampleReport.saying(text));
    Document hostile = parsed(page);
    Document harmless = parsed(Reports.toHtml(SampleReport.saying("x")));

    assertThat(elements(hostile)).isEqualTo(elements(harmless));
    assertThat(page).doesNotContainPattern("[\\u202a-\\u202e\\u2066-\\u2069\\u0000\\u0007]");
    assertThat(hostile.getElementsByTagName("p").item(0).getTextContent())
        .isEqualTo(text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\ufffd"));
  }

  private static int elements(Document page) {
    return page.getElementsByTagName("*").getLength();
  }

  /// The page is XML but for its first line and the elements that have no end.
  private static Document parsed(String page) throws Exception {
    String xml =
        page.replace("<!DOCTYPE html>", "").replaceAll("<meta ([^\n]*[^/])>\n", "<meta $1/>\n");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
