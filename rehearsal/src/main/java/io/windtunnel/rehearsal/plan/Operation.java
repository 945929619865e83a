package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a program asks of a service. What it is asked of is named by its logical id in the design's template.
public sealed interface Operation {
    /// The logical id of the queue, topic, bus, table or bucket.
    String target();

    /// The CloudFormation types that the target may be of.
    List<String> types();

    /// What it does, in a word.
    String verb();

    /// Every text in it that may hold names.
    Stream<ValueTemplate> templates();

    /// The names in it.
    default Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        templates().forEach(template -> names.addAll(template.names()));
        return names;
    }

    private static Stream<ValueTemplate> given(@Nullable TextTemplate... texts) {
        return Stream.of(texts).filter(text -> text != null).map(ValueTemplate.Text::new);
    }

    /// Sends a message to a queue.
    record Send(
            String target,
            ValueTemplate body,
            @Nullable TextTemplate group,
            @Nullable TextTemplate deduplication,
            Duration delay)
            implements Operation {
        @Override
        public List<String> types() {
            return List.of("AWS::SQS::Queue");
        }

        @Override
        public String verb() {
            return "send";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.concat(Stream.of(body), given(group, deduplication));
        }
    }

    /// Publishes to a topic.
    ///
    /// @param attributes the message's attributes, all of them strings
    record Publish(
            String target,
            ValueTemplate message,
            @Nullable TextTemplate subject,
            Map<String, TextTemplate> attributes,
            @Nullable TextTemplate group,
            @Nullable TextTemplate deduplication)
            implements Operation {
        public Publish {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public List<String> types() {
            return List.of("AWS::SNS::Topic");
        }

        @Override
        public String verb() {
            return "publish";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            Stream<ValueTemplate> own = attributes.values().stream().map(ValueTemplate.Text::new);
            return Stream.concat(Stream.of(message), Stream.concat(own, given(subject, group, deduplication)));
        }
    }

    /// Puts an event on a bus.
    record PutEvent(String target, TextTemplate source, TextTemplate detailType, ValueTemplate.Members detail)
            implements Operation {
        /// Every account's own bus, which no template makes.
        public static final String DEFAULT_BUS = "default";

        @Override
        public List<String> types() {
            return List.of("AWS::Events::EventBus");
        }

        @Override
        public String verb() {
            return "publish";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.concat(Stream.of(detail), given(source, detailType));
        }
    }

    /// Tables, whether CloudFormation's or SAM's.
    List<String> TABLES = List.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable");

    List<String> BUCKETS = List.of("AWS::S3::Bucket");

    /// Writes an item.
    ///
    /// @param unlessExists whether it is refused when an item of that key exists
    record PutItem(String target, ValueTemplate.Members item, boolean unlessExists) implements Operation {
        @Override
        public List<String> types() {
            return TABLES;
        }

        @Override
        public String verb() {
            return "put";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.of(item);
        }
    }

    /// Reads an item.
    ///
    /// @param consistent whether the read is strongly consistent
    /// @param absent the status when there is none
    record GetItem(String target, ValueTemplate.Members key, boolean consistent, int absent) implements Operation {
        @Override
        public List<String> types() {
            return TABLES;
        }

        @Override
        public String verb() {
            return "get";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.of(key);
        }
    }

    /// Deletes an item; nothing happens when there is none.
    record DeleteItem(String target, ValueTemplate.Members key) implements Operation {
        @Override
        public List<String> types() {
            return TABLES;
        }

        @Override
        public String verb() {
            return "delete";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.of(key);
        }
    }

    /// Stores an object.
    record PutObject(String target, TextTemplate key, ValueTemplate body) implements Operation {
        @Override
        public List<String> types() {
            return BUCKETS;
        }

        @Override
        public String verb() {
            return "put";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return Stream.concat(Stream.of(body), given(key));
        }
    }

    /// Reads an object.
    ///
    /// @param absent the status when there is none
    record GetObject(String target, TextTemplate key, int absent) implements Operation {
        @Override
        public List<String> types() {
            return BUCKETS;
        }

        @Override
        public String verb() {
            return "get";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return given(key);
        }
    }

    /// Deletes an object; nothing happens when there is none.
    record DeleteObject(String target, TextTemplate key) implements Operation {
        @Override
        public List<String> types() {
            return BUCKETS;
        }

        @Override
        public String verb() {
            return "delete";
        }

        @Override
        public Stream<ValueTemplate> templates() {
            return given(key);
        }
    }

    /// The attributes of a mapping that are texts alone.
    static Map<String, TextTemplate> texts(Map<String, String> texts) {
        Map<String, TextTemplate> templates = new LinkedHashMap<>();
        texts.forEach((name, text) -> templates.put(name, TextTemplate.parse(text)));
        return templates;
    }
}
