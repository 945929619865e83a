/// ElasticMQ on a port, for bench/services/run.
public class ElasticMq {
    public static void main(String[] arguments) throws InterruptedException {
        var server = org.elasticmq.rest.sqs.SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(Integer.parseInt(arguments[0]))
                .start();
        server.waitUntilStarted();
        Thread.currentThread().join();
    }
}
