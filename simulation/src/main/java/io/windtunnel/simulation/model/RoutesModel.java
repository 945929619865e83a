package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Routes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The routes of a door, with what they do to the requests that are all alike: rules are asked once for each of those.
///
/// Thread safety: belongs to the engine's thread.
final class RoutesModel {
    private final Routes routes;
    private Routes.@Nullable Action[] actions = new Routes.Action[0];

    RoutesModel(Routes routes) {
        this.routes = routes;
    }

    Routes routes() {
        return routes;
    }

    int rules() {
        return routes.rules().size();
    }

    Routes.Action choose(Call call) {
        if (routes.rules().isEmpty()) return routes.otherwise();
        RequestModel request = call.request();
        if (!request.fixedPath()) return routes.choose(request.view(call.path));
        if (request.id >= actions.length) actions = Arrays.copyOf(actions, request.id + 1);
        Routes.Action action = actions[request.id];
        if (action == null) actions[request.id] = action = routes.choose(request.view(null));
        return action;
    }
}
