import manifest from 'onnxruntime-node/package.json' with { type: 'json' };

/** The version of the runtime, without loading it: a host tells by it whether what was found about providers still holds. */
export const runtimeVersion: string = manifest.version;
