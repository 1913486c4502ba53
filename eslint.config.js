import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".fleet/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // Numbers read well in messages; objects still may not slip in.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // The compiler option noPropertyAccessFromIndexSignature is off: `labels["app"]` and `labels.app` mean the same here.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["test/**/*.ts"],
    // chai's assertions are property reads; mocha's describe and it return promises only in node:test.
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
);
