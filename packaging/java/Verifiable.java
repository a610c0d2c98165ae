import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies a jar whose classes are of Java 5 with the same classes in the form of Java 8: they say
/// themselves of which types what they handle is, so that they are verified once, when a cache is
/// made, and not at each start. No cache takes classes of the old form.
///
/// Run as `java Verifiable.java JAR COPY`.
final class Verifiable {
  // The first whose classes must have these maps is 7; 8 knows what a method of an interface may
  // be.
  private static final int FORM = ClassFile.JAVA_8_VERSION;

  private Verifiable() {}

  static void main(String[] args) throws IOException {
    Path copy = Path.of(args[1]);
    Files.createDirectories(copy.getParent());
    try (ZipFile jar = new ZipFile(args[0]);
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream out = new ZipOutputStream(file)) {
      ClassFile files = files(jar);
      for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(entry.getName().endsWith(".class") ? verifiable(bytes, files) : bytes);
        out.closeEntry();
      }
    }
  }

  private static ClassFile files(ZipFile jar) {
    ClassHierarchyResolver ours =
        ClassHierarchyResolver.ofResourceParsing(type -> content(jar, type));
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            ours.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  // Null where the jar has no such class, as the resolver wants it.
  private static InputStream content(ZipFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] verifiable(byte[] bytes, ClassFile files) {
    ClassModel old = files.parse(bytes);
    if (old.majorVersion() >= FORM) {
      return bytes;
    }
    // Code that is passed on instruction by instruction gets maps; what is only copied gets none.
    ClassTransform code =
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> CodeBuilder::with));
    ClassTransform form =
        ClassTransform.endHandler(builder -> builder.with(ClassFileVersion.of(FORM, 0)));
    return files.transformClass(old, code.andThen(form));
  }
}
