const { floors, otherImports } = require('./eslint.floors');
const tseslint = require('typescript-eslint');

module.exports = tseslint.config(
  {
    ignores: [
      'node_modules',
      '.cache',
      'lib/**/*.js',
      'lib/**/*.d.ts',
      'cdk.out',
      'dist',
      'coverage',
      '**/*.config.js',
      'eslint.floors.js',
      'scripts/*.js',
      'test/stryker',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: __dirname } },
    rules: {
      // `||` on a prop turns false, 0 and '' into the default.
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/restrict-template-expressions': 'off',
      // jsii knows index signatures.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['private-constructors'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'Literal[value=/arn:aws:/]', message: 'The partition comes from the stack.' },
        { selector: 'TemplateElement[value.raw=/arn:aws:/]', message: 'The partition comes from the stack.' },
        ...otherImports,
      ],
    },
  },
  {
    files: ['lib/**/*.ts', 'bin/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'Synthesis is a pure function of the code: no clock.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Synthesis is a pure function of the code.' },
      ],
    },
  },
  ...floors,
  {
    files: [
      'test/**/*.ts',
      'scripts/**/*.ts',
      'bench/**/*.ts',
      'deployment/**/*.ts',
      'updates/**/*.ts',
      'examples/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['engine/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...otherImports] },
  },
  {
    // A template is JSON without types.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
