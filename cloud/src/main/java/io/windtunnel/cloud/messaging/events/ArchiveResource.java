package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::Events::Archive`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html
final class ArchiveResource implements ResourceType<ArchiveResource.Properties> {
    private static final int MOST_NAME = 48;
    private static final int SUFFIX = 12;

    record Properties(
            @Nullable String archiveName,
            String sourceArn,
            @Nullable String description,
            @Nullable Object eventPattern,
            @Nullable Integer retentionDays) {
        @Nullable
        String pattern() {
            return eventPattern == null ? null : eventPattern instanceof String text ? text : Json.write(eventPattern);
        }
    }

    private final EventsApi api;
    private final Ids ids;

    ArchiveResource(EventsApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::Events::Archive";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("ArchiveName", "SourceArn");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        String given = wanted.archiveName();
        String name = given != null ? given : request.generatedName(ids.upper(SUFFIX), MOST_NAME);
        String arn = api.createArchive(
                        Call.internal(request.scope()),
                        new Shapes.CreateArchive(
                                name,
                                wanted.sourceArn(),
                                wanted.description(),
                                wanted.pattern(),
                                wanted.retentionDays()))
                .archiveArn();
        return new Progress.Done(name, Map.of("Arn", arn, "ArchiveName", name));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties wanted = request.properties();
        String arn = api.updateArchive(
                        Call.internal(request.scope()),
                        new Shapes.UpdateArchive(
                                request.id(), wanted.description(), wanted.pattern(), wanted.retentionDays()))
                .archiveArn();
        return new Progress.Done(request.id(), Map.of("Arn", arn, "ArchiveName", request.id()));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteArchive(Call.internal(request.scope()), new Shapes.ArchiveNamed(request.id()));
        } catch (AwsException gone) {
            if (!gone.code().equals("ResourceNotFoundException")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
