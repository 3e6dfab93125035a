package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a validation error says without the value that it quotes ({@code Invalid value: VALUE: REASON}), unless that is short and can
 * be no secret: a whole pod template with the values of all its variables would be quoted.
 */
final class FieldMessage {

    private static final Pattern QUOTING = Pattern.compile(
            "(?<what>Invalid value|Unsupported value|Duplicate value|Too long|Too many): (?<rest>.*)", Pattern.DOTALL);
    private static final int SHORT = 60;
    private static final JsonFactory JSON = new JsonFactory();

    private FieldMessage() {}

    static String shown(ApiException.Cause cause, ObjectRef object) {
        Matcher matcher = QUOTING.matcher(cause.message());
        if (!matcher.matches()) {
            return Redaction.text(cause.message());
        }
        String rest = matcher.group("rest");
        int end = endOfValue(rest);
        String value = rest.substring(0, Math.max(end, 0)).strip();
        String reason = end < 0 ? lastPart(rest) : rest.substring(end).replaceFirst("^:\\s*", "");
        boolean harmless = value.length() <= SHORT
                && !value.startsWith("{")
                && !value.startsWith("[")
                && !object.kind().equals("Secret")
                && !Redaction.isSecretField(lastSegment(cause.field()))
                && !cause.field().contains(".env[");
        String quoted = harmless && !value.isEmpty() ? ' ' + value : "";
        return Redaction.text(
                matcher.group("what").toLowerCase(Locale.ROOT) + quoted + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** Where the JSON value at the start of a text ends; -1 if there is none. */
    private static int endOfValue(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.currentToken() == null) {
                return -1;
            }
            parser.finishToken();
            return (int) parser.currentLocation().getCharOffset();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String lastPart(String text) {
        return text.substring(text.lastIndexOf(": ") + 1).strip();
    }

    private static String lastSegment(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
