package io.windtunnel.cloud.operations.cloudformation;

/// A stack's status, as the API names it.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
enum StackStatus {
    REVIEW_IN_PROGRESS,
    CREATE_IN_PROGRESS,
    CREATE_FAILED,
    CREATE_COMPLETE,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_FAILED,
    ROLLBACK_COMPLETE,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    UPDATE_ROLLBACK_IN_PROGRESS,
    UPDATE_ROLLBACK_FAILED,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE,
    DELETE_IN_PROGRESS,
    DELETE_FAILED,
    DELETE_COMPLETE;

    /// Whether something is being done to the stack.
    boolean underWay() {
        return name().endsWith("_IN_PROGRESS") && this != REVIEW_IN_PROGRESS;
    }

    /// Whether a stack in this state may be updated.
    boolean updatable() {
        return switch (this) {
            case CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE, CREATE_FAILED, UPDATE_FAILED -> true;
            case REVIEW_IN_PROGRESS,
                    CREATE_IN_PROGRESS,
                    ROLLBACK_IN_PROGRESS,
                    ROLLBACK_FAILED,
                    ROLLBACK_COMPLETE,
                    UPDATE_IN_PROGRESS,
                    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
                    UPDATE_ROLLBACK_IN_PROGRESS,
                    UPDATE_ROLLBACK_FAILED,
                    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
                    DELETE_IN_PROGRESS,
                    DELETE_FAILED,
                    DELETE_COMPLETE -> false;
        };
    }

    /// What becomes of a stack whose operation ended with the process.
    StackStatus interrupted() {
        return switch (this) {
            case CREATE_IN_PROGRESS -> CREATE_FAILED;
            case ROLLBACK_IN_PROGRESS -> ROLLBACK_FAILED;
            case UPDATE_IN_PROGRESS, UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -> UPDATE_FAILED;
            case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -> UPDATE_ROLLBACK_FAILED;
            case DELETE_IN_PROGRESS -> DELETE_FAILED;
            case REVIEW_IN_PROGRESS,
                    CREATE_FAILED,
                    CREATE_COMPLETE,
                    ROLLBACK_FAILED,
                    ROLLBACK_COMPLETE,
                    UPDATE_COMPLETE,
                    UPDATE_FAILED,
                    UPDATE_ROLLBACK_FAILED,
                    UPDATE_ROLLBACK_COMPLETE,
                    DELETE_FAILED,
                    DELETE_COMPLETE -> this;
        };
    }
}
