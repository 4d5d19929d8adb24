/** Zeros after the bytes that are scanned: nothing that is read ahead looks like JSON. */
export const SLACK = 64;

/** A resource with every form of value, and zeros after it. */
export const EVERY_FORM = new TextEncoder().encode(`            {
                "urn": "a\\u003cb\\n",
                "custom": true,
                "delete": false,
                "other": -1.5e+1,
                "protect": 0,
                "inputs": {
                    "4dabf18193072939515e22adb298388d": "x",
                    "list": [
                        {
                            "key": null
                        },
                        "text",
                        1,
                        [],
                        {}
                    ]
                },
                "outputs": {
                    "arn": "x",
                    "urn": "x"
                },
                "dependencies": [
                    "urn"
                ],
                "propertyDependencies": {
                    "key": [
                        "urn"
                    ],
                    "other": null
                }
            }
${"\0".repeat(SLACK)}`);
