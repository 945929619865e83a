package io.windtunnel.kernel.scaling;

/// What an Auto Scaling group does by itself, and can be told to suspend.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
public enum Process {
    ADD_TO_LOAD_BALANCER("AddToLoadBalancer"),
    ALARM_NOTIFICATION("AlarmNotification"),
    AZ_REBALANCE("AZRebalance"),
    HEALTH_CHECK("HealthCheck"),
    INSTANCE_REFRESH("InstanceRefresh"),
    LAUNCH("Launch"),
    REPLACE_UNHEALTHY("ReplaceUnhealthy"),
    SCHEDULED_ACTIONS("ScheduledActions"),
    TERMINATE("Terminate");

    private final String apiName;

    Process(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }
}
