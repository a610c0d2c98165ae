package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// The tests are worth something: each fault that is put into the engine is caught by the test that
/// is there for it.
final class MutantsTest {
  private static final int SEEDS = 3_000;
  private static final int HANGS_AFTER_SECONDS = 10;
  private static final Path SOURCES = Path.of("src/main/java/app/diptych");
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path TEST_CLASSES = Path.of("target/test-classes");
  static final List<Mutant> MUTANTS = Mutant.ALL;

  // Most of the time is spent in waiting for what a mutant never does.
  private static final int AT_ONCE = 3;

  @TempDir static Path temp;
  private static final Map<Mutant, Future<Optional<String>>> FAILURES = new HashMap<>();

  @BeforeAll
  static void letThemLoose() {
    System.setProperty("diptych.test.limit", "2");
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    MUTANTS.forEach(mutant -> FAILURES.put(mutant, threads.submit(() -> failure(mutant))));
    threads.shutdown();
  }

  @AfterAll
  static void waitAsLongAsOthers() {
    System.clearProperty("diptych.test.limit");
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("MUTANTS")
  void isCaught(Mutant mutant) throws Exception {
    assertThat(Objects.requireNonNull(FAILURES.get(mutant)).get())
        .as("the mutant survived")
        .isPresent();
  }

  private static Optional<String> failure(Mutant mutant) throws Exception {
    Path folder = Files.createTempDirectory(temp, "mutant");
    compile(mutant, folder);

    // Some mutants hang for ever, on threads that do not hear; that is a way of being caught.
    CompletableFuture<Optional<String>> found = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> run(mutant, folder, found));
    try {
      return found.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return Optional.of("hangs");
    }
  }

  private static void compile(Mutant mutant, Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    for (Mutant.Edit edit : mutant.edits()) {
      Path target = folder.resolve("source").resolve(edit.file());
      Path source = Files.exists(target) ? target : SOURCES.resolve(edit.file());
      String text = Files.readString(source);
      assertThat(text.split(Pattern.quote(edit.from()), -1))
          .as("stands once in %s: %s", edit.file(), edit.from())
          .hasSize(2);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text.replace(edit.from(), edit.to()));
      files.add(target.toString());
    }
    String libraries =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path", ""));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                folder.resolve("classes").toString(),
                "-cp",
                CLASSES + File.pathSeparator + libraries));
    arguments.addAll(files.stream().distinct().toList());
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertThat(code).as("%s", said).isZero();
  }

  private static void run(Mutant mutant, Path folder, CompletableFuture<Optional<String>> found) {
    try (var loader = new Beside(folder.resolve("classes"), CLASSES, TEST_CLASSES)) {
      found.complete(
          mutant.catcher().equals(Mutant.SIMULATION)
              ? simulate(loader)
              : test(loader, mutant.catcher()));
    } catch (Throwable e) {
      found.completeExceptionally(e);
    }
  }

  private static Optional<String> simulate(ClassLoader loader) throws Exception {
    Class<?> test = loader.loadClass(MirrorSimulationTest.class.getName());
    var play = test.getDeclaredMethod("firstFailure", int.class);
    play.setAccessible(true);
    return Optional.ofNullable((String) play.invoke(null, SEEDS));
  }

  private static Optional<String> test(ClassLoader loader, String prefix) throws Exception {
    List<MethodSelector> methods = new ArrayList<>();
    for (Class<?> known : List.of(AncestorFaultsTest.class, AncestorFailuresTest.class)) {
      Class<?> test = loader.loadClass(known.getName());
      Arrays.stream(test.getDeclaredMethods())
          .filter(method -> method.getName().matches(prefix + "[A-Z].*"))
          .forEach(method -> methods.add(selectMethod(test, method)));
    }
    assertThat(methods).isNotEmpty();
    var summary = new SummaryGeneratingListener();
    Thread.currentThread().setContextClassLoader(loader);
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(methods).build(), summary);
    return summary.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName())
        .findFirst();
  }

  /// Loads the classes of the project from these folders, and all else as usual.
  private static final class Beside extends URLClassLoader {
    Beside(Path... folders) {
      super(Stream.of(folders).map(Beside::url).toArray(URL[]::new), Beside.class.getClassLoader());
    }

    private static URL url(Path folder) {
      try {
        return folder.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("app.diptych.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
