package io.windtunnel.cloud.compute.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.program.UserData.Part;
import io.windtunnel.cloud.compute.program.UserData.When;
import io.windtunnel.fabric.process.SandboxFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class UserDataTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstLineSaysWhatItIs() {
        assertThat(UserData.parts(new byte[0])).isEmpty();
        assertThat(UserData.parts(bytes("#!/bin/bash\necho hi\n")))
                .containsExactly(new Part.Script("#!/bin/bash\necho hi\n", When.PER_INSTANCE));
        assertThat(UserData.parts(bytes("#cloud-config\nruncmd: []\n")))
                .containsExactly(new Part.CloudConfig("#cloud-config\nruncmd: []\n"));
        assertThat(UserData.parts(bytes("#cloud-boothook\n#!/bin/sh\ntrue\n")))
                .containsExactly(new Part.Script("#!/bin/sh\ntrue\n", When.EARLY));
        assertThat(UserData.parts(bytes("yum install httpd"))).singleElement().isInstanceOf(Part.NotHonoured.class);
        assertThat(UserData.parts(bytes("<powershell>dir</powershell>")))
                .singleElement()
                .isEqualTo(new Part.NotHonoured("a script for Windows"));
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(bytes("#!/bin/sh\ntrue\n"));
        }
        assertThat(UserData.parts(packed.toByteArray()))
                .containsExactly(new Part.Script("#!/bin/sh\ntrue\n", When.PER_INSTANCE));
    }

    @Test
    void anArchiveIsTakenApart() {
        String encoded = Base64.getEncoder().encodeToString(bytes("#!/bin/sh\necho two\n"));
        String archive = """
                Content-Type: multipart/mixed;
                  boundary="==SEP=="
                MIME-Version: 1.0

                --==SEP==
                Content-Type: text/cloud-config; charset="us-ascii"

                #cloud-config
                packages: [nginx]

                --==SEP==
                Content-Type: text/x-shellscript-per-boot
                Content-Transfer-Encoding: base64

                %s
                --==SEP==
                Content-Type: text/jinja2

                ## template: jinja
                --==SEP==--
                """.formatted(encoded);
        assertThat(UserData.parts(bytes(archive)))
                .containsExactly(
                        new Part.CloudConfig("#cloud-config\npackages: [nginx]\n\n"),
                        new Part.Script("#!/bin/sh\necho two\n", When.PER_BOOT),
                        new Part.NotHonoured("a part of content type text/jinja2"));
    }

    @Test
    void aCloudConfigBecomesFilesAndScripts() {
        String yaml = """
                #cloud-config
                packages:
                  - nginx
                  - [python3, 3.11]
                users: [default]
                write_files:
                  - path: /srv/page
                    content: aGVsbG8=
                    encoding: b64
                    permissions: '0600'
                runcmd:
                  - echo "$HOME"
                  - [echo, it's, two words]
                bootcmd:
                  - date
                """;
        BootPlan plan = BootPlan.of("i-1", bytes(yaml));
        assertThat(content(plan, "/var/lib/cloud/instances/i-1/scripts/runcmd"))
                .contains("#!/bin/sh\necho \"$HOME\"\n'echo' 'it'\\''s' 'two words'\n");
        assertThat(content(plan, "/var/lib/cloud/instances/i-1/boothooks/bootcmd"))
                .contains("#!/bin/sh\ndate\n");
        assertThat(content(plan, "/var/lib/cloud/instances/i-1/write_files/1")).contains("hello");
        assertThat(content(plan, "/var/lib/cloud/instances/i-1/packages")).contains("nginx python3\n");
        assertThat(plan.notHonoured())
                .anySatisfy(words -> assertThat(words).contains("packages (nginx python3)"))
                .anySatisfy(words -> assertThat(words).contains("the key users"));
    }

    @Test
    void brokenYamlIsTold() {
        assertThat(BootPlan.of("i-1", bytes("#cloud-config\nruncmd: [")).notHonoured())
                .singleElement()
                .asString()
                .contains("not YAML");
    }

    private static Optional<String> content(BootPlan plan, String path) {
        return plan.files().stream()
                .filter(file -> file.path().equals(path))
                .map(SandboxFile::content)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .findFirst();
    }
}
