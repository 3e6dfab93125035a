package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {

    private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n";

    private final ManifestReader reader = new ManifestReader();

    private Path outside;
    private Path directory;

    @BeforeEach
    void makeDirectory(@TempDir Path temporary) throws IOException {
        outside = temporary;
        directory = Files.createDirectory(temporary.resolve("sources"));
    }

    @Test
    void readsDocumentsInOrder() {
        write("k8s/b.yaml", "# a comment\n---\n" + configMap("b1") + "---\n---\n" + configMap("b2") + "...\n");
        write("k8s/a.yml", configMap("a"));
        write("k8s/c.json", "{\"apiVersion\": \"v1\",\n\t\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"c\"}}\n");
        write("k8s/README.md", "not: {a manifest");

        assertThat(names("k8s")).containsExactly("a", "b1", "b2", "c");
        assertThat(names("k8s/*.yaml", "k8s/a.yml")).containsExactly("b1", "b2", "a");
    }

    @Test
    void globsReachDirectoriesBelowButNotHiddenOnes() {
        write("k8s/a.yaml", configMap("a"));
        write("k8s/deep/er/b.yaml", configMap("b"));
        write("k8s/.hidden/c.yaml", configMap("c"));

        assertThat(names("k8s/**/*.yaml")).containsExactly("a", "b");
        assertThat(names("./k8s/{a,x}.yaml")).containsExactly("a");
        assertThat(names(directory + "/k8s/*.yaml")).containsExactly("a");
    }

    @Test
    void readsAFileThatTwoPatternsMatchOnce() {
        write("k8s/a.yaml", configMap("a"));

        assertThat(names("k8s/a.yaml", "k8s/*.yaml")).containsExactly("a");
    }

    @Test
    void flattensLists() {
        write(
                "list.yaml",
                """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}
                - apiVersion: v1
                  kind: ConfigMapList
                  items:
                  - metadata: {name: two}
                """);

        List<GenericKubernetesResource> objects = read("list.yaml");

        assertThat(objects).extracting(o -> o.getMetadata().getName()).containsExactly("one", "two");
        assertThat(objects).extracting(GenericKubernetesResource::getKind).containsOnly("ConfigMap");
        assertThat(objects).extracting(GenericKubernetesResource::getApiVersion).containsOnly("v1");
    }

    @Test
    void takesAKindThatIsOnlyCalledAList() {
        write("cr.yaml", "apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {items: [1]}\n");

        assertThat(read("cr.yaml"))
                .extracting(GenericKubernetesResource::getKind)
                .containsExactly("AllowList");
    }

    @Test
    void readsScalarsAsKubectlDoes() {
        write(
                "a.yaml",
                """
                apiVersion: example.com/v1
                kind: Thing
                metadata: {name: a}
                spec:
                  octal: 0644
                  octal12: 0o17
                  yes: yes
                  off: Off
                  y: y
                  quoted: "0644"
                  tagged: !!str 12
                  null: ~
                  number: 1_000
                  eight: 08
                  float: 1.5
                  whole: 3.0
                  huge: 1e400
                  long: 12345678901234567890
                  date: 2026-01-02
                  time: 12:30
                  commit: 12e4567
                  8080: port
                """);

        Object spec = read("a.yaml").get(0).getAdditionalProperties().get("spec");

        assertThat(spec)
                .asString()
                .isEqualTo("{octal=420, octal12=15, yes=true, off=false, y=y, quoted=0644, tagged=12, null=null, "
                        + "number=1000, eight=8, float=1.5, whole=3, huge=1e400, long=12345678901234567890, "
                        + "date=2026-01-02, time=12:30, commit=12e4567, 8080=port}");
    }

    @Test
    void knowsAliasesAndMergeKeys() {
        write(
                "a.yaml",
                """
                apiVersion: example.com/v1
                kind: Thing
                metadata: {name: a}
                base: &base {x: 1, y: 2}
                spec:
                  <<: *base
                  y: 3
                  list: [*base, &text some]
                  text: *text
                """);

        assertThat(read("a.yaml").get(0).getAdditionalProperties().get("spec"))
                .asString()
                .isEqualTo("{y=3, list=[{x=1, y=2}, some], text=some, x=1}");
    }

    @Test
    void refusesWhatNeverMayBeRead() {
        write("dup.yaml", configMap("a") + "data:\n  A: x\n  B: y\n  A: z\n");
        write("tag.yaml", configMap("a") + "data: !!javax.script.ScriptEngineManager [x]\n");
        write("latin1.yaml", configMap("a").getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xe9});
        write("loop.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: &m {name: a, labels: *m}\n");
        write("dup.json", "{\"apiVersion\": \"v1\",\n\"kind\": \"A\", \"kind\": \"B\"}");
        write("deep.json", "[".repeat(5000));
        write("deep.yaml", "a: " + "[".repeat(5000));

        assertThat(problems("dup.yaml")).containsExactly("dup.yaml:7: The key A is here twice.");
        assertThat(problems("tag.yaml")).singleElement().asString().startsWith("tag.yaml:4: The tag tag:yaml.org");
        assertThat(problems("latin1.yaml")).containsExactly("latin1.yaml: The file is not UTF-8 text.");
        assertThat(problems("loop.yaml")).containsExactly("loop.yaml:3: The alias *m stands for nothing.");
        assertThat(problems("dup.json")).containsExactly("dup.json:2: A key is here twice.");
        assertThat(problems("deep.json")).singleElement().asString().contains("deep.json:1: Nested deeper");
        assertThat(problems("deep.yaml")).containsExactly("deep.yaml:1: Nested deeper than 100 levels.");
    }

    @Test
    void refusesAliasesThatExpandWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(previous, previous, previous))));
        }
        write("bomb.yaml", bomb.toString());

        assertThat(problems("bomb.yaml")).singleElement().asString().contains("more than 500000 values");
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        write("big.yaml", "# " + "x".repeat(ManifestFiles.LARGEST));

        assertThat(problems("big.yaml")).containsExactly("big.yaml: The file is larger than 8388608 bytes.");
    }

    @Test
    void tellsAllThatIsWrongWithObjects() {
        write(
                "k8s/app.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  labels:
                    version: 1.10
                spec:
                  template:
                    metadata:
                      annotations: {scrape: true}
                    spec:
                      containers:
                      - name: web
                        env:
                        - name: PORT
                          value: 8080
                ---
                kind: Service
                metadata: {name: web}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: 12
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  generateName: migrate-
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data:
                  DEBUG: no
                """);
        write("k8s/kustomization.yaml", "resources: [app.yaml]\n");

        assertThat(problems("k8s/*.yaml"))
                .containsExactly(
                        "k8s/app.yaml:6: version is a number, and has to be a text.",
                        "k8s/app.yaml:10: scrape is true or false, and has to be a text.",
                        "k8s/app.yaml:16: value is a number, and has to be a text.",
                        "k8s/app.yaml:18: The object has no apiVersion.",
                        "k8s/app.yaml:24: The name of the ConfigMap is not a text.",
                        "k8s/app.yaml:29: The Job has a generateName, so that each deploy would make another one.",
                        "k8s/app.yaml:35: DEBUG is true or false, and has to be a text.",
                        "k8s/kustomization.yaml:1: This tells Kustomize what to do; it is no object of a cluster.");
    }

    @Test
    void refusesTheSameObjectTwice() {
        write("a.yaml", configMap("a"));
        write("b.yaml", configMap("b") + "---\n" + configMap("a"));

        assertThat(problems("a.yaml", "b.yaml")).containsExactly("b.yaml:5: ConfigMap/a is here a second time.");
    }

    @Test
    void refusesWhatIsNoObject() {
        write("list.yaml", "- a\n- b\n");
        write("text.yaml", "hello\n");
        write("empty.yaml", "# nothing\n");
        write("template.yaml", "apiVersion: v1\nkind: {{ .Values.kind }}\n");

        assertThat(problems("list.yaml")).containsExactly("list.yaml:1: Expected an object, found a list.");
        assertThat(problems("text.yaml")).containsExactly("text.yaml:1: Expected an object, found a value.");
        assertThat(problems("empty.yaml")).containsExactly("empty.yaml: There is no object in the manifests.");
        assertThat(failure("template.yaml").problems().get(0).advice().orElseThrow())
                .contains("helm template");
    }

    @Test
    void namesAPatternThatMatchesNothing() {
        assertThat(problems("k8s/*.yaml")).singleElement().asString().endsWith("No file matches k8s/*.yaml.");
        assertThat(problems("missing.yaml")).singleElement().asString().endsWith("No file matches missing.yaml.");
        assertThat(problems("k8s/[.yaml")).singleElement().asString().contains("is no path and no pattern");
    }

    @Test
    void followsNoLinkOutOfTheDirectory() throws IOException {
        Files.writeString(outside.resolve("secret.yaml"), configMap("secret"));
        Files.createSymbolicLink(directory.resolve("link.yaml"), outside.resolve("secret.yaml"));
        write("a.yaml", configMap("a"));
        Files.createSymbolicLink(directory.resolve("within.yaml"), directory.resolve("a.yaml"));

        assertThat(problems("*.yaml"))
                .containsExactly("link.yaml: The file is a link to what is outside of the directory.");
        assertThat(names("within.yaml")).containsExactly("a");
        // Who names it means it.
        assertThat(names("../secret.yaml")).containsExactly("secret");
    }

    @Test
    void writesWhatItReads() {
        write(
                "a.yaml",
                configMap("a")
                        + """
                        data:
                          yes: "yes"
                          octal: "0644"
                          float: "1e3"
                          empty: ""
                          date: "2026-01-02"
                          time: "12:30"
                          lines: |
                            one
                              two
                          trailing: "a \\n"
                          colon: "a: b # c"
                          tab: "a\\tb"
                          emoji: "😀"
                          control: "\\u0007"
                          y: y
                          merge: "<<"
                        """);
        List<GenericKubernetesResource> objects = read("a.yaml");

        String text = new ManifestYaml().write(objects, ManifestYaml.SecretData.PLAIN);
        write("b.yaml", text);

        assertThat(read("b.yaml")).isEqualTo(objects);
        Golden.assertSame("strings.yaml", text);
    }

    private List<GenericKubernetesResource> read(String... patterns) {
        return reader.read(directory, List.of(patterns));
    }

    private List<String> names(String... patterns) {
        return read(patterns).stream().map(o -> o.getMetadata().getName()).toList();
    }

    private ProblemException failure(String... patterns) {
        return catchThrowableOfType(ProblemException.class, () -> read(patterns));
    }

    private List<String> problems(String... patterns) {
        List<Problem> problems = failure(patterns).problems();
        assertThat(problems).allSatisfy(p -> assertThat(p.kind()).isEqualTo(Problem.Kind.INPUT));
        return problems.stream()
                .map(p -> p.where().orElseThrow() + ": " + p.what())
                .toList();
    }

    private static String configMap(String name) {
        return CONFIG_MAP.formatted(name);
    }

    private void write(String file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, byte[]... parts) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            try (var out = Files.newOutputStream(path)) {
                for (byte[] part : parts) {
                    out.write(part);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
