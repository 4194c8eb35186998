package io.quotewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterFileTest {
    private static final String HEAD = "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\">\n";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder).deployment("");
    }

    @Test
    void thePackagedFileStaysOnThisMachine() {
        assertThat(desk.run("check", "--cluster")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | cluster.xml:1:1: ",
                "<hazelcast | cluster.xml:1:11: ",
                "<other/> | cluster.xml:1:9: Cannot find the declaration of element 'other'",
                "HEAD<network></hazelcast> | cluster.xml:2:",
                "HEAD<netwrok/></hazelcast> | cluster.xml:2:11: Invalid content was found",
                "HEAD<network><port>x</port></network></hazelcast> | cluster.xml:2:",
                "<!DOCTYPE hazelcast [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><hazelcast/> | cluster.xml:1:10: DOCTYPE"
            })
    void aFileThatHazelcastCannotReadIsRefusedWithLineAndColumn(String text, String expected) {
        desk.file("cluster.xml", text.replace("HEAD", HEAD));

        assertThat(desk.run("run", "--cluster")).isEqualTo(1);
        assertThat(desk.err().lines()).allSatisfy(line -> assertThat(line).startsWith("cluster.xml:"));
        assertThat(desk.err()).startsWith(expected).doesNotContain("root:");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThat(desk.run("run", "--cluster", "--cluster-config", "absent.xml"))
                .isEqualTo(1);
        assertThat(desk.err()).isEqualTo("--cluster-config: absent.xml: no such file\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | another way to join",
                "<multicast enabled='true'/> | another way to join",
                "<auto-detection enabled='false'/><tcp-ip enabled='true'><member>10.0.0.7:5701</member></tcp-ip>"
                        + " | found 10.0.0.7:5701",
                "<auto-detection enabled='true'/><tcp-ip enabled='true'><member>127.0.0.1</member></tcp-ip>"
                        + " | another way to join"
            })
    void aClusterBeyondThisMachineNeedsAKey(String join, String expected) {
        String xml = HEAD + "<network><join>" + join.replace("'", "\"") + "</join></network></hazelcast>";
        desk.file("beyond.xml", xml);

        assertThat(desk.run("check", "--cluster", "--cluster-config", "beyond.xml"))
                .isEqualTo(1);
        assertThat(desk.err()).contains(expected).contains("no key for tokens");
        assertThat(desk.run("check", "--cluster", "--cluster-config", "beyond.xml", "--set", "gateway.auth.secret=s"))
                .isZero();
    }

    @Test
    void aBusBeyondThisMachineNeedsAKeyIfThereIsACluster() {
        assertThat(desk.run("check", "--set", "cluster.host=10.0.0.7")).isZero();
        assertThat(desk.run("check", "--cluster", "--set", "cluster.host=10.0.0.7"))
                .isEqualTo(1);
        assertThat(desk.err()).startsWith("--set: cluster.host: found 10.0.0.7, which others can reach");
    }
}
