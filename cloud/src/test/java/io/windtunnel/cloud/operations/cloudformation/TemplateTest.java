package io.windtunnel.cloud.operations.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private final StackTestBed bed = new StackTestBed();

    /// The value of an output that is `expression`, in a stack with a few things to speak of.
    private String evaluate(String expression) {
        bed.parameters.put("/ami", "ami-1");
        bed.create("s", """
                Parameters:
                  Zones: {Type: CommaDelimitedList, Default: 'x, y,z'}
                  Count: {Type: Number, Default: 2}
                  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /ami}
                Mappings: {Sizes: {us-east-1: {Small: t3.nano, List: [p, q]}}}
                Conditions:
                  Two: !Equals [!Ref Count, 2]
                  Both: !And [!Condition Two, !Not [!Equals [!Ref 'AWS::Region', eu-west-1]]]
                  Neither: !Not [!Or [!Condition Two, !Condition Both]]
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Size: s, Parts: [p1, p2]}}
                  Absent: {Type: AWS::Fake::Thing, Condition: Neither}
                Outputs:
                  Result:
                    Value: EXPRESSION
                """.replace("EXPRESSION", expression));
        bed.pass(1);
        return bed.outputs("s").getOrDefault("Result", bed.events("s").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !Ref A                                                  | ref-A-1
            !GetAtt A.Arn                                           | arn:A-1
            'Fn::GetAtt: no function in quotes'                     | Fn::GetAtt: no function in quotes
            {'Fn::GetAtt': [A, Arn]}                                | arn:A-1
            !Sub '${A}/${A.Arn}/${AWS::Region}/${!Literal}'         | ref-A-1/arn:A-1/us-east-1/${Literal}
            !Sub ['${x}-${Count}', {x: !GetAtt A.Size}]             | s-2
            !Join ['-', [a, !Ref Count, !Ref A]]                    | a-2-ref-A-1
            !Join [',', !GetAtt A.Parts]                            | p1,p2
            !Select [1, !Ref Zones]                                 | y
            !Select [0, !Split ['/', 'a/b']]                        | a
            !FindInMap [Sizes, !Ref AWS::Region, Small]             | t3.nano
            !Select [1, !FindInMap [Sizes, us-east-1, List]]        | q
            !If [Two, yes2, no]                                     | yes2
            !If [Both, both, not]                                   | both
            !If [Neither, !Ref Absent, other]                       | other
            !Select [2, !GetAZs '']                                 | us-east-1c
            !Select [1, !Cidr [10.0.0.0/16, 4, 8]]                  | 10.0.1.0/24
            {'Fn::Base64': hello}                                   | aGVsbG8=
            !Ref Image                                              | ami-1
            !Ref AWS::AccountId                                     | 000000000000
            !Ref AWS::StackName                                     | s
            012345678901                                            | 012345678901
            1.10                                                    | 1.10
            2012-10-17                                              | 2012-10-17
            """)
    void resolves(String expression, String expected) {
        assertThat(evaluate(expression)).isEqualTo(expected);
    }

    @Test
    void reads_json_too_and_leaves_no_value_out() {
        bed.parameters.put("/size", "xl");
        bed.create("s", """
                {"Resources": {"A": {"Type": "AWS::Fake::Thing", "Properties": {
                    "Size": "{{resolve:ssm:/size}}", "Name": {"Ref": "AWS::NoValue"}, "Parts": ["x", {"Ref": "AWS::NoValue"}]}}}}
                """);
        bed.pass(1);
        assertThat(bed.things.standing.get("A-1"))
                .isEqualTo(new FakeTypes.Thing(null, "xl", null, null, java.util.List.of("x")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Resources: {} | TFE: At least one Resources member must be defined.
            [a] | TFE: unsupported structure.
            {"Resources": ] | TFE: JSON not well-formed. (line 1, column 15)
            Resources: {A: {Type: T, Foo: 1}} | Invalid template resource property 'Foo'
            Foo: 1 | Invalid template property or properties [Foo]
            Resources: {A: {}} | TFE: [/Resources/A] Every Resources object must contain a Type member.
            Resources: {A: {Type: T, Properties: {Size: !Ref B}}} | TFE: Unresolved resource dependencies [B] in the Resources block of the template
            Resources: {A: {Type: T, DependsOn: C}} | TFE: Unresolved resource dependencies [C] in the Resources block of the template
            Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, DependsOn: A}} | Circular dependency between resources: [A, B]
            Resources: {A: {Type: T, Condition: Q}} | TFE: Unresolved condition dependency Q in the Resources block of the template
            {Transform: AWS::Serverless-2016-10-31, Resources: {A: {Type: B}}} | Windtunnel has not built this yet: the transform AWS::Serverless-2016-10-31
            Resources: {A: {Type: T, Metadata: {'Fn::Length': []}}} | Windtunnel has not built this yet: Fn::Length (the transform AWS::LanguageExtensions)
            Resources: {A: {Type: AWS::IAM::Role}} | Requires capabilities : [CAPABILITY_IAM]
            """)
    void refuses(String template, String message) {
        assertThatThrownBy(() -> bed.create("s", template.replace("Type: T", "Type: AWS::Fake::Thing")))
                .hasMessage(message.replace("TFE: ", "Template format error: "));
        assertThatThrownBy(() -> bed.stack("s")).hasMessageContaining("does not exist");
    }

    @Test
    void names_every_resource_type_that_is_not_built_with_its_line() {
        assertThatThrownBy(() -> bed.create("s", """
                        Resources:
                          A: {Type: AWS::Fake::Thing}
                          B: {Type: AWS::Batch::JobQueue}
                          C:
                            Type: AWS::Glue::Job
                        """))
                .hasMessage(
                        "Template format error: Unrecognized resource types: [AWS::Batch::JobQueue, AWS::Glue::Job]. "
                                + "Windtunnel has not built yet: AWS::Batch::JobQueue for B (line 3), "
                                + "AWS::Glue::Job for C (line 4)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {Type: String}                                               |     | Parameters: [P] must have values
            {Type: String, AllowedValues: [a, b]}                        | c   | Parameter 'P' must be one of AllowedValues
            {Type: String, AllowedPattern: '[a-z]+'}                     | 1   | Parameter 'P' must match pattern [a-z]+
            {Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: be small} | 1 | Parameter P failed to satisfy constraint: be small
            {Type: Number, MinValue: 1}                                  | 0   | Parameter 'P' must be a number not less than 1
            {Type: Number}                                               | x   | Parameter 'P' must be a number
            {Type: String, MaxLength: 2}                                 | abc | Parameter 'P' must contain at most 2 characters
            {Type: Strange}                                              | x   | Template format error: Unrecognized parameter type: Strange
            {Type: 'AWS::SSM::Parameter::Value<String>'}                 | /no | Unable to fetch parameters [/no] from parameter store for this account.
            """)
    void refuses_a_parameter(String declaration, String value, String message) {
        String template = "Parameters: {P: " + declaration + "}\nResources: {A: {Type: AWS::Fake::Thing}}";
        assertThatThrownBy(() -> {
                    if (value == null) bed.create("s", template);
                    else bed.create("s", template, "P", value);
                })
                .hasMessage(message);
    }

    @Test
    void knows_what_each_function_names() {
        assertThat(TemplateReferences.in(Map.of("a", Map.of("Fn::Sub", "${X.Arn} ${!Y} ${AWS::Region}"))))
                .containsExactlyInAnyOrder("X", "AWS::Region");
    }
}
