package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.balance.Weights;
import java.util.List;

/// What a listener does with requests: its rules in the order of their priority, and its default action.
public record Routes(List<Rule> rules, Action otherwise) {
    /// Conditions that must all hold, and what is done then.
    public record Rule(List<Match> conditions, Action action) {
        boolean matches(RequestView request) {
            for (Match condition : conditions) if (!condition.holds(request)) return false;
            return true;
        }
    }

    /// What is done with a request.
    public sealed interface Action {}

    /// Sends it to a target of one of the pools.
    ///
    /// @param stickySeconds how long a client stays with the pool it was given; 0 when it does not
    public record Forward(List<Pool> pools, Weights weights, int stickySeconds) implements Action {}

    /// Sends the client elsewhere. The parts may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}`, `#{query}`.
    public record Redirect(String protocol, String host, String port, String path, String query, int status)
            implements Action {}

    /// Answers without a target.
    public record Fixed(int status, String contentType, String body) implements Action {}

    /// The action for a request.
    public Action choose(RequestView request) {
        for (Rule rule : rules) if (rule.matches(request)) return rule.action();
        return otherwise;
    }
}
