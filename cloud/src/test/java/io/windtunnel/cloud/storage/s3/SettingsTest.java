package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.storage.s3.S3Fixture.Answer;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What buckets are told; browsers; templates.
class SettingsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final S3Fixture s3 = new S3Fixture();

    @BeforeEach
    void open() {
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void whatWasNotSetIsTold() {
        assertThat(s3.get("/box?tagging").outcome()).isEqualTo("404 NoSuchTagSet");
        assertThat(s3.get("/box?policy").outcome()).isEqualTo("404 NoSuchBucketPolicy");
        assertThat(s3.get("/box?cors").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
        assertThat(s3.get("/box?website").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
        assertThat(s3.get("/box?replication").outcome()).isEqualTo("404 ReplicationConfigurationNotFoundError");
        assertThat(s3.get("/box?object-lock").outcome()).isEqualTo("404 ObjectLockConfigurationNotFoundError");
        assertThat(s3.get("/box?encryption").element("SSEAlgorithm")).isEqualTo("AES256");
        assertThat(s3.get("/box?ownershipControls").element("ObjectOwnership")).isEqualTo("BucketOwnerEnforced");
        assertThat(s3.get("/box?publicAccessBlock").element("BlockPublicPolicy"))
                .isEqualTo("true");
        assertThat(s3.get("/box?requestPayment").element("Payer")).isEqualTo("BucketOwner");
        assertThat(s3.get("/box?acl").element("Permission")).isEqualTo("FULL_CONTROL");
        assertThat(s3.get("/box?inventory&id=1").outcome()).isEqualTo("501 NotImplemented");
    }

    @Test
    void aPublicPolicyIsBlockedUntilThatIsLifted() {
        String open = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::box/*\"}]}";
        assertThat(s3.put("/box?policy", open).outcome()).isEqualTo("403 AccessDenied");
        s3.delete("/box?publicAccessBlock");
        assertThat(s3.put("/box?policy", open).status()).isEqualTo(204);
        assertThat(s3.get("/box?policy").text()).isEqualTo(open);
        assertThat(s3.get("/box?policyStatus").element("IsPublic")).isEqualTo("true");
        assertThat(s3.put("/box?policy", open.replace(":::box", ":::other")).outcome())
                .isEqualTo("400 MalformedPolicy");
        assertThat(s3.put("/box?policy", "{").outcome()).isEqualTo("400 MalformedPolicy");
    }

    @Test
    void listsOfGrantsNeedAnOwnershipThatAllowsThem() {
        assertThat(s3.put("/box?acl", "", "x-amz-acl", "public-read").outcome())
                .isEqualTo("400 AccessControlListNotSupported");
        s3.put(
                "/box?ownershipControls",
                "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>");
        assertThat(s3.put("/box?acl", "", "x-amz-acl", "public-read").outcome()).isEqualTo("403 AccessDenied");
        s3.delete("/box?publicAccessBlock");
        assertThat(s3.put("/box?acl", "", "x-amz-acl", "public-read").outcome()).isEqualTo("200");
        assertThat(s3.get("/box?acl").elements("Permission")).isEqualTo("FULL_CONTROL,READ");
        s3.put("/box/k", "x", "x-amz-acl", "public-read");
        assertThat(s3.get("/box/k?acl").elements("Permission")).isEqualTo("FULL_CONTROL,READ");
        s3.put("/box/k?acl", "", "x-amz-grant-read", "id=\"abc\"");
        assertThat(s3.get("/box/k?acl").elements("Permission")).isEqualTo("READ");
    }

    @Test
    void aKeyOfTheBucketEncryptsWhatDoesNotSay() {
        s3.put(
                "/box?encryption",
                "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms"
                        + "</SSEAlgorithm><KMSMasterKeyID>abc</KMSMasterKeyID></ApplyServerSideEncryptionByDefault>"
                        + "<BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>");
        Answer put = s3.put("/box/k", "x");
        assertThat(put.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
        assertThat(put.header("x-amz-server-side-encryption-aws-kms-key-id"))
                .isEqualTo("arn:aws:kms:us-east-1:000000000000:key/abc");
        assertThat(put.header("x-amz-server-side-encryption-bucket-key-enabled"))
                .isEqualTo("true");
        assertThat(s3.put("/box/k", "x", "x-amz-server-side-encryption", "AES256")
                        .header("x-amz-server-side-encryption"))
                .isEqualTo("AES256");
    }

    @Test
    void otherOriginsAreAllowedByRule() {
        s3.put("/box/k", "x");
        assertThat(s3.put("/box?cors", "<CORSConfiguration/>").outcome()).isEqualTo("400 MalformedXML");
        s3.put(
                "/box?cors",
                "<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example.com</AllowedOrigin><AllowedMethod>GET"
                        + "</AllowedMethod><AllowedHeader>x-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>"
                        + "<MaxAgeSeconds>60</MaxAgeSeconds></CORSRule></CORSConfiguration>");
        Answer got = s3.get("/box/k", "Origin", "https://a.example.com");
        assertThat(got.header("Access-Control-Allow-Origin")).isEqualTo("https://a.example.com");
        assertThat(got.header("Access-Control-Expose-Headers")).isEqualTo("ETag");
        assertThat(s3.get("/box/k", "Origin", "https://evil.org").header("Access-Control-Allow-Origin"))
                .isEmpty();
        Answer preflight = s3.ask(
                "OPTIONS",
                "/box/k",
                "",
                "Anonymous",
                "",
                "Host",
                "s3.localhost",
                "Origin",
                "https://a.example.com",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "X-One");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("x-one");
        assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("60");
        assertThat(s3.ask(
                                "OPTIONS",
                                "/box/k",
                                "",
                                "Host",
                                "s3.localhost",
                                "Origin",
                                "https://a.example.com",
                                "Access-Control-Request-Method",
                                "PUT")
                        .outcome())
                .isEqualTo("403 AccessForbidden");
    }

    @Test
    void aBucketThatIsTaggedSoSlowsItsClientsDown() {
        s3.put(
                "/box?tagging",
                "<Tagging><TagSet><Tag><Key>windtunnel:slow-down</Key><Value>on</Value></Tag></TagSet></Tagging>");
        for (int i = 0; i < 3_500; i++)
            assertThat(s3.put("/box/k" + i, "").status()).isEqualTo(200);
        assertThat(s3.put("/box/one-more", "").outcome()).isEqualTo("503 SlowDown");
        assertThat(s3.get("/box/k1").status()).as("reads count apart").isEqualTo(200);
        s3.time.advance(Duration.ofSeconds(1));
        assertThat(s3.put("/box/one-more", "").outcome()).isEqualTo("200");
        s3.delete("/box?tagging");
    }

    @Test
    void aBucketIsAWebsite() {
        s3.put(
                "/box?website",
                "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument><ErrorDocument><Key>"
                        + "oops.html</Key></ErrorDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>old/"
                        + "</KeyPrefixEquals></Condition><Redirect><ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith>"
                        + "</Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>");
        s3.put("/box/index.html", "home", "Content-Type", "text/html");
        s3.put("/box/a/index.html", "a");
        s3.put("/box/oops.html", "oops");
        String[] host = {"Anonymous", "", "Host", "box.s3-website-us-east-1.localhost:4566"};
        assertThat(s3.get("/", host).text()).isEqualTo("home");
        assertThat(s3.get("/", host).header("Content-Type")).isEqualTo("text/html");
        assertThat(s3.get("/a/", host).text()).isEqualTo("a");
        assertThat(s3.get("/a", host).status()).isEqualTo(302);
        assertThat(s3.get("/a", host).header("Location")).isEqualTo("/a/");
        assertThat(s3.get("/none", host).text()).isEqualTo("oops");
        assertThat(s3.get("/none", host).status()).isEqualTo(404);
        assertThat(s3.get("/old/x", host).header("Location"))
                .isEqualTo("http://box.s3-website-us-east-1.localhost:4566/new/x");
        assertThat(s3.put("/x", "", host).status()).isEqualTo(405);
    }

    private <P extends Record> Progress.Done create(ResourceType<P> type, String json) {
        @SuppressWarnings("unchecked")
        Map<String, Object> tree = JSON.readValue(json.replace('\'', '"'), Map.class);
        PropertyBinder.Bound<P> bound = PropertyBinder.bind(type.properties(), tree, "It");
        assertThat(bound.unhonoured()).isEmpty();
        Progress progress = type.create(new ResourceType.Request<>(
                S3Fixture.SCOPE, "Stack", "id", "Box", null, bound.properties(), Map.of("aws:cloudformation:x", "y")));
        assertThat(progress).isInstanceOf(Progress.Done.class);
        return (Progress.Done) progress;
    }

    @Test
    void aTemplatesBucketIsTold() {
        String id = create(
                        s3.types.find("AWS::S3::Bucket").orElseThrow(),
                        "{'VersioningConfiguration':{'Status':'Enabled'},'BucketEncryption':{"
                                + "'ServerSideEncryptionConfiguration':[{'ServerSideEncryptionByDefault':{"
                                + "'SSEAlgorithm':'aws:kms','KMSMasterKeyID':'k'},'BucketKeyEnabled':true}]},"
                                + "'PublicAccessBlockConfiguration':{'BlockPublicAcls':true,'BlockPublicPolicy':false,"
                                + "'IgnorePublicAcls':'true','RestrictPublicBuckets':false},'LifecycleConfiguration':{"
                                + "'Rules':[{'Id':'r','Status':'Enabled','ExpirationInDays':30,'Prefix':'tmp/',"
                                + "'Transitions':[{'StorageClass':'GLACIER','TransitionInDays':10}],"
                                + "'NoncurrentVersionExpiration':{'NoncurrentDays':5},"
                                + "'AbortIncompleteMultipartUpload':{'DaysAfterInitiation':3}}]},"
                                + "'CorsConfiguration':{'CorsRules':[{'AllowedMethods':['GET'],'AllowedOrigins':['*'],"
                                + "'ExposedHeaders':['ETag'],'MaxAge':10}]},'WebsiteConfiguration':{'IndexDocument':"
                                + "'index.html'},'OwnershipControls':{'Rules':[{'ObjectOwnership':'ObjectWriter'}]},"
                                + "'LoggingConfiguration':{'DestinationBucketName':'box','LogFilePrefix':'l/'},"
                                + "'NotificationConfiguration':{'EventBridgeConfiguration':{'EventBridgeEnabled':true"
                                + "}},'Tags':[{'Key':'a','Value':'1'}]}")
                .physicalId();
        assertThat(id).matches("stack-box-[a-z0-9]{12}");
        assertThat(s3.get("/" + id + "?lifecycle").element("StorageClass")).isEqualTo("GLACIER");
        assertThat(s3.get("/" + id + "?encryption").element("KMSMasterKeyID")).isEqualTo("k");
        assertThat(s3.get("/" + id + "?cors").element("ExposeHeader")).isEqualTo("ETag");
        assertThat(s3.get("/" + id + "?logging").element("TargetPrefix")).isEqualTo("l/");
        assertThat(s3.get("/" + id + "?tagging").elements("Key")).isEqualTo("a,aws:cloudformation:x");
        create(
                s3.types.find("AWS::S3::BucketPolicy").orElseThrow(),
                "{'Bucket':'" + id + "','PolicyDocument':{'Statement':[{'Effect':'Allow','Principal':'*','Action':"
                        + "'s3:GetObject','Resource':'arn:aws:s3:::" + id + "/*'}]}}");
        assertThat(s3.get("/" + id + "?policyStatus").element("IsPublic")).isEqualTo("true");
        assertThat(List.of(s3.get("/").elements("Name").split(","))).contains(id);
    }
}
