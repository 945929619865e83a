package io.windtunnel.wire.model;

import io.windtunnel.wire.Protocol;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.model.ModelBytes.Reader;
import io.windtunnel.wire.model.ModelBytes.Texts;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The models that were packed when wire was built. Their index says what each service is without reading its model.
public final class PackedModels {
    private static final Map<String, PackedModel> MODELS = readIndex(PackedModel.resource("index"));

    private PackedModels() {}

    /// @throws IllegalArgumentException when no model of that name is packed
    public static ServiceModel named(String service) {
        PackedModel model = MODELS.get(service);
        if (model == null) throw new IllegalArgumentException("no model of " + service + " is packed, but: " + names());
        return model;
    }

    /// The names of the services whose models are packed.
    public static Set<String> names() {
        return Collections.unmodifiableSet(MODELS.keySet());
    }

    private static Map<String, PackedModel> readIndex(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        Texts texts = new Texts(bytes);
        Reader in = new Reader(texts, bytes, texts.end());
        Map<String, PackedModel> models = new LinkedHashMap<>();
        for (int rest = in.number(); rest > 0; rest--) {
            ServiceModel.Traits traits = readTraits(in);
            models.put(traits.name(), new PackedModel(traits));
        }
        return models;
    }

    private static ServiceModel.Traits readTraits(Reader in) {
        String name = in.text();
        String namespace = in.text();
        String endpointPrefix = in.text();
        String signingName = in.text();
        String apiVersion = in.text();
        Set<Protocol> protocols = new LinkedHashSet<>();
        for (int rest = in.number(); rest > 0; rest--) protocols.add(Protocol.values()[in.number()]);
        return new ServiceModel.Traits(
                name,
                namespace,
                endpointPrefix,
                signingName,
                apiVersion,
                Collections.unmodifiableSet(protocols),
                in.text(),
                in.text(),
                in.flag(),
                in.flag());
    }
}
