package io.windtunnel.wire.s3;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A form that a browser posts to upload an object: its fields, and the file that is still to be read. Fields after
/// the file are ignored, as S3 does.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
public final class PostForm {
    /// The most that may stand before the file, in bytes.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
    private static final int FIELDS_LIMIT = 20 * 1024;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final PostFile parts;

    private PostForm(InputStream body, String boundary) {
        parts = new PostFile(body, boundary);
    }

    /// Reads `body` up to its file.
    ///
    /// @param contentType the request's `Content-Type`
    public static PostForm open(String contentType, InputStream body) throws IOException {
        String boundary = parameter(contentType, "boundary");
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data") || boundary == null)
            throw new AwsException(
                            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
                    .with("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")
                    .status(412);
        PostForm form = new PostForm(body, boundary);
        form.readFields();
        return form;
    }

    private void readFields() throws IOException {
        int room = FIELDS_LIMIT;
        while (parts.next()) {
            Headers head = parts.head(room);
            String disposition = head.first("content-disposition", "");
            String name = parameter(disposition, "name");
            if (name == null) throw PostFile.malformed();
            if (name.equalsIgnoreCase("file")) {
                String file = parameter(disposition, "filename");
                substitute(
                        file == null
                                ? ""
                                : file.substring(1 + Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'))));
                return;
            }
            byte[] value = parts.readNBytes(room + 1);
            room -= value.length;
            if (room < 0)
                throw new AwsException(
                                "MaxPostPreDataLengthExceeded",
                                "Your POST request fields preceding the upload file were too large.")
                        .status(400);
            fields.put(name.toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
        }
        throw S3Errors.invalid("POST requires exactly one file upload per request.")
                .with("ArgumentName", "file")
                .with("ArgumentValue", "0");
    }

    /// The user's name of the file may stand in the key and elsewhere.
    private void substitute(String fileName) {
        fields.replaceAll((name, value) -> name.equals("policy") ? value : value.replace("${filename}", fileName));
        if (!fields.containsKey("key"))
            throw S3Errors.invalid("Bucket POST must contain a field named 'key'.  "
                            + "If it is specified, please check the order of the fields.")
                    .with("ArgumentName", "key")
                    .with("ArgumentValue", "");
    }

    /// The value of the field called `name`, in lower case; null when there is none.
    public @Nullable String field(String name) {
        return fields.get(name);
    }

    /// The fields by their names in lower case.
    public Map<String, String> fields() {
        return fields;
    }

    /// The fields as if they had been sent as a request's header.
    public Headers headers() {
        Headers headers = new Headers();
        fields.forEach(headers::add);
        return headers;
    }

    /// The bytes of the file.
    public InputStream file() {
        return parts;
    }

    /// The bytes of the file, which must be as many as `policy` allows.
    public InputStream file(PostPolicy policy) {
        return new BoundedFile(parts, policy);
    }

    /// A parameter of a header's value, such as `boundary` of `multipart/form-data; boundary=x`.
    private static @Nullable String parameter(String value, String name) {
        int at = value.indexOf(';');
        while (at >= 0) {
            int equals = value.indexOf('=', at);
            if (equals < 0) return null;
            String found = value.substring(at + 1, equals).strip();
            int start = equals + 1;
            boolean quoted = start < value.length() && value.charAt(start) == '"';
            int end = quoted ? value.indexOf('"', start + 1) : value.indexOf(';', start);
            if (end < 0) end = value.length();
            if (found.equalsIgnoreCase(name))
                return value.substring(quoted ? start + 1 : start, end).strip();
            at = value.indexOf(';', end);
        }
        return null;
    }
}
