package io.windtunnel.cloud.messaging.sqs;

/// A message that was received.
///
/// @param receiveCount this receive counted
/// @param firstReceivedMillis epoch milliseconds
record Received(Message message, long sequence, String receiptHandle, int receiveCount, long firstReceivedMillis) {}
