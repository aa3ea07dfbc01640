import type { WorkstationTexts } from '../workstation.ts';

export const es: WorkstationTexts = {
  ' {0} patient was in a test set before and can never train again.':
    ' {0} paciente estuvo antes en un conjunto de prueba y no puede volver a entrenar.',
  ' {0} patients were in a test set before and can never train again.':
    ' {0} pacientes estuvieron antes en un conjunto de prueba y no pueden volver a entrenar.',
  '"card.json" cannot be read': '"card.json" no se puede leer',
  '"card.json" is larger than 1 MB': '"card.json" ocupa más de 1 MB',
  '"card.json" is not JSON': '"card.json" no es JSON',
  '"weights.safetensors" cannot be read': '"weights.safetensors" no se puede leer',
  '"weights.safetensors" is cut short': '"weights.safetensors" está truncado',
  '"{0}" cannot run all of this network on its device; these operations would run on the CPU: {1}.':
    '"{0}" no puede ejecutar toda esta red en su dispositivo; estas operaciones se ejecutarían en la CPU: {1}.',
  '"{0}" holds values that are not finite numbers': '"{0}" contiene valores que no son números finitos',
  '"{0}" is [{1}] where its card asks for [{2}]': '"{0}" es [{1}] donde su ficha pide [{2}]',
  '"{0}" is [{1}], where {2} values are needed': '"{0}" es [{1}], donde se necesitan {2} valores',
  '"{0}" is no class of "{1}".': '«{0}» no es una clase de «{1}».',
  '"{0}" is not as expected': '"{0}" no es lo que se esperaba',
  '"{0}" is not in float32': '"{0}" no está en float32',
  '1.3 GB.': '1,3 GB.',
  '1.34 GB: it holds more than the encoder.': '1,34 GB: contiene más que el codificador.',
  "30 epochs of AdamW with this project's own engine, seed 20261127; `npm run train-head` repeats it.":
    '30 épocas de AdamW con el motor propio de este proyecto, semilla 20261127; `npm run train-head` lo repite.',
  "320 synthetic frames of as many invented patients with one or two stones, drawn by this project's own generator from seeds that neither the demonstration nor its evidence uses. No photograph, no patient, no stone.":
    '320 imágenes sintéticas de otros tantos pacientes inventados con uno o dos cálculos, dibujadas por el generador propio de este proyecto con semillas que no usan ni la demostración ni su evidencia. Ninguna fotografía, ningún paciente, ningún cálculo.',
  '346 MB.': '346 MB.',
  '346 MB; from huggingface.co/facebook/dinov2-base.': '346 MB; de huggingface.co/facebook/dinov2-base.',
  '346 MB; the same weights, in the older format.': '346 MB; los mismos pesos, en el formato anterior.',
  '39 MB.': '39 MB.',
  '410 MB.': '410 MB.',
  '417 MB.': '417 MB.',
  '599 MB; the image tower is read, the text tower is left.':
    '599 MB; se lee la torre de imagen y se deja la de texto.',
  '785 tokens at 224 pixels: fine detail, at several times the time and memory of patches of 16.':
    '785 tokens a 224 píxeles: detalle fino, a cambio de varias veces el tiempo y la memoria de los parches de 16.',
  'A backbone cannot be used: its card is the one of another network.':
    'Un backbone no se puede usar: su ficha es la de otra red.',
  'A class has {0} cases left for training, each of another patient; {1} are needed.':
    'A una clase le quedan {0} casos para el entrenamiento, cada uno de un paciente distinto; se necesitan {1}.',
  'A class has {0} cases left for validation, each of another patient; {1} are needed.':
    'A una clase le quedan {0} casos para la validación, cada uno de un paciente distinto; se necesitan {1}.',
  'A cohort of this name exists already.': 'Ya existe una cohorte con este nombre.',
  'A component is named twice.': 'Un componente figura dos veces.',
  'A draw of the task {0} leaves {1} classes out of its test and {2} out of its training.':
    'Un sorteo de la tarea {0} deja {1} clases fuera de su prueba y {2} fuera de su entrenamiento.',
  'A file has a name that cannot be taken over.': 'Un archivo tiene un nombre que no se puede admitir.',
  'A file has a path that cannot be taken over.': 'Un archivo tiene una ruta que no se puede admitir.',
  'A file has more than {0} MB.': 'Un archivo ocupa más de {0} MB.',
  'A file of weights is called like the model itself, so that the two cannot lie beside each other.':
    'Un archivo de pesos se llama igual que el propio modelo, de modo que no pueden estar uno junto al otro.',
  'A file that was to be imported is not among those that were sent.':
    'Un archivo que debía importarse no está entre los enviados.',
  'A finding has to be on a frame.': 'Un hallazgo tiene que estar en una imagen.',
  'A frame without a mask cannot be shown with an empty one to {0}: with these options it has no answer to that.':
    'Una imagen sin máscara no se puede mostrar con una máscara vacía a {0}: con estas opciones no tiene respuesta para eso.',
  'A good first choice for a computer without a graphics card.':
    'Una buena primera opción para un equipo sin tarjeta gráfica.',
  'A good first choice where ViT-B is fast enough: supervised pretraining, where prompt tuning is at its best.':
    'Una buena primera opción donde ViT-B sea lo bastante rápida: preentrenamiento supervisado, con el que mejor resulta el ajuste de prompts.',
  'A linear head on the frozen network’s answer to the whole frame: the least that can be tuned.':
    'Un cabezal lineal sobre la respuesta de la red congelada a la imagen entera: lo mínimo que se puede ajustar.',
  'A manifest and other files or folders cannot be imported in one go.':
    'Una tabla y otros archivos o carpetas no se pueden importar a la vez.',
  'A mask may hold 255 segments. Check that this is a mask and not a picture.':
    'Una máscara puede contener 255 segmentos. Compruebe que esto es una máscara y no una fotografía.',
  'A mask may hold 255 segments; this one has more.':
    'Una máscara puede contener 255 segmentos; esta tiene más.',
  'A mask was erased meanwhile.': 'Entretanto se borró una máscara.',
  'A message that makes no sense was refused.': 'Se rechazó un mensaje sin sentido.',
  'A model cannot be used: a file of it has another size.':
    'Un modelo no se puede usar: uno de sus archivos tiene otro tamaño.',
  'A model cannot be used: a file of it has changed.':
    'Un modelo no se puede usar: uno de sus archivos ha cambiado.',
  'A model cannot be used: its card names no model.':
    'Un modelo no se puede usar: su ficha no nombra ningún modelo.',
  'A network that was brought as a file says which pixels it proposes, not how sure it is of each.':
    'Una red añadida como archivo dice qué píxeles propone, no cuán segura está de cada uno.',
  'A new patient needs a name or a number.': 'Un paciente nuevo necesita un nombre o un número.',
  'A newer set of marks was sent before this one was looked at.':
    'Se envió un conjunto de marcas más reciente antes de atender este.',
  'A newer version of this mask was sent before this one was looked at.':
    'Se envió una versión más reciente de esta máscara antes de atender esta.',
  'A page may not name paths of this computer.': 'Una página no puede nombrar rutas de este equipo.',
  'A polygon of annotation {0} has {1} numbers; three points or more, two numbers each, are needed.':
    'Un polígono de la anotación {0} tiene {1} números; se necesitan tres puntos o más, de dos números cada uno.',
  'A proposal could not be written.': 'No se pudo escribir una propuesta.',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings, since one patch covers 32 × 32 pixels.':
    'Una cuarta parte de los parches de ViT-B/16: más rápida, pero ciega a los hallazgos pequeños, pues un parche abarca 32 × 32 píxeles.',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings.':
    'Una cuarta parte de los parches de ViT-B/16: más rápida, pero ciega a los hallazgos pequeños.',
  'A question about another frame or class was sent before this one was looked at.':
    'Se envió una pregunta sobre otra imagen u otra clase antes de atender esta.',
  'A question about another frame was sent before this one was looked at.':
    'Se envió una pregunta sobre otra imagen antes de atender esta.',
  'A row names a row of {0} that does not exist.': 'Una fila nombra una fila de {0} que no existe.',
  'A second opinion is somebody else’s: let another reader take over, or change your label.':
    'La segunda opinión es de otra persona: deje el puesto a otro lector o cambie su clase.',
  'A segment of this mask has a class that no mask schema has.':
    'Un segmento de esta máscara tiene una clase que no está en ningún esquema de máscaras.',
  'A segmentation head cannot be read: its file is not a complete one.':
    'Un cabezal de segmentación no se puede leer: su archivo no está completo.',
  'A segmentation head cannot be used: "{0}" does not fit its options.':
    'Un cabezal de segmentación no se puede usar: "{0}" no encaja con sus opciones.',
  'A sound checkpoint does not claim this much. Fetch it again from where it came from, or save its weights as safetensors.':
    'Un checkpoint íntegro no declara tanto. Obténgalo de nuevo de su origen o guarde sus pesos como safetensors.',
  'A stored adapter cannot be read: it is not a complete adapter file.':
    'Un adaptador guardado no se puede leer: no es un archivo de adaptador completo.',
  'A stored adapter cannot be used: "{0}" does not fit its method.':
    'Un adaptador guardado no se puede usar: "{0}" no encaja con su método.',
  'A training step of {0} on this network needs about {1} MB, and the memory budget leaves it {2} MB.':
    'Un paso de entrenamiento de {0} en esta red necesita unos {1} MB, y la memoria para el cálculo le deja {2} MB.',
  'A tuning run cannot be continued: its checkpoint is not one.':
    'Una ejecución de ajuste no puede continuar: su punto de control no es válido.',
  'A tuning run, or the training of a segmentation head, is using these cases.':
    'Una ejecución de ajuste, o el entrenamiento de un cabezal de segmentación, está usando estos casos.',
  'Activate a method that reads the mask, and predict again.':
    'Active un método que lea la máscara y prediga de nuevo.',
  'Activate an adapter of the installed network, or tune again.':
    'Active un adaptador de la red instalada o ajuste de nuevo.',
  'Activate another adapter, or tune again.': 'Active otro adaptador o ajuste de nuevo.',
  'Activate it for its own schema.': 'Actívelo para su propio esquema.',
  'Adapters answer only with the network that they were tuned on. Keep it, or wait for its runs to end.':
    'Los adaptadores solo responden con la red con la que se ajustaron. Consérvela o espere a que terminen sus ejecuciones.',
  'Add labelled cases of at least one more class to the training sites.':
    'Añada a los centros de entrenamiento casos etiquetados de al menos una clase más.',
  'Add patients to the training sites, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Añada pacientes a los centros de entrenamiento o permita la validación dentro de un solo paciente, por bloques de imágenes: el resultado queda entonces así marcado.',
  'Add patients, divide by site, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Añada pacientes, divida por centros o permita la validación dentro de un solo paciente, por bloques de imágenes: el resultado queda entonces así marcado.',
  'Add patients, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Añada pacientes o permita la validación dentro de un solo paciente, por bloques de imágenes: el resultado queda entonces así marcado.',
  'Add patients, or divide by site.': 'Añada pacientes o divida por centros.',
  'Add patients, or name other test sites.': 'Añada pacientes o indique otros centros de prueba.',
  'Add patients, or name other training sites.': 'Añada pacientes o indique otros centros de entrenamiento.',
  'All biases of the network are trained, nothing else of it. Knows nothing of masks.':
    'Se entrenan todos los sesgos de la red y nada más de ella. No sabe nada de máscaras.',
  "All weights, 3500 steps of AdamW with this project's own engine, seed 20261123; `npm run train-backbone` repeats it.":
    'Todos los pesos, 3500 pasos de AdamW con el motor propio de este proyecto, semilla 20261123; `npm run train-backbone` lo repite.',
  'All {0} runs failed. The first: {1}': 'Las {0} ejecuciones han fallado. La primera: {1}',
  'All {0} training cases have the same label: there is nothing to tell apart.':
    'Los {0} casos de entrenamiento tienen todos la misma etiqueta: no hay nada que distinguir.',
  Alpha: 'Alfa',
  'An entry of {0} was left out: its key is neither a text nor a number.':
    'Se omitió una entrada de {0}: su clave no es ni un texto ni un número.',
  'Annotation {0} has a box but no region.': 'La anotación {0} tiene un recuadro pero ninguna región.',
  'Another file of this import belongs to the same frame.':
    'Otro archivo de esta importación corresponde a la misma imagen.',
  'Arrays of texts were left out: {0}.': 'Se omitieron matrices de textos: {0}.',
  'Ask for fewer cases per class, or add patients of the rarest class.':
    'Pida menos casos por clase o añada pacientes de la clase más rara.',
  'Ask for more cases per class, or leave the task out.': 'Pida más casos por clase u omita la tarea.',
  'Ask for the gradient instead.': 'Pida en su lugar el gradiente.',
  'Ask for them again.': 'Pídalas de nuevo.',
  'Ask whoever administers this workstation.': 'Consulte a quien administra esta estación de trabajo.',
  'Attention bias': 'Sesgo de atención',
  'Begin an amendment, with the reason for it; the signed reading stays as it is.':
    'Inicie una enmienda, con su motivo; la lectura firmada queda como está.',
  'Both parts of Lapidary must be of the same version: restart it.':
    'Las dos partes de Lapidary deben ser de la misma versión: reinícielo.',
  'Bring a smaller variant of the model, or one in half precision.':
    'Añada una variante más pequeña del modelo, o una en precisión media.',
  'Bring its decoder together with it.': 'Añada con él su decodificador.',
  'Bring its encoder together with it.': 'Añada con él su codificador.',
  'Bring the encoder and the decoder of one and the same export.':
    'Añada el codificador y el decodificador de una misma exportación.',
  'Bring {0}.': 'Añada {0}.',
  'Build it with `npm run build`, or reinstall Lapidary.':
    'Constrúyala con `npm run build` o vuelva a instalar Lapidary.',
  'By the masks of {0} cases.': 'Según las máscaras de {0} casos.',
  'CLIP image tower': 'Torre de imagen de CLIP',
  'Caches: none are kept. {0} of disk would save computing the same again.':
    'Cachés: no se guarda ninguna. {0} de disco evitarían repetir los cálculos.',
  'Caches: {0} of disk, of {1} allowed': 'Cachés: {0} de disco, de {1} permitidos',
  'Caches: {0} of disk, of {1} allowed and {2} free: {3} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'Cachés: {0} de disco, de {1} permitidos y {2} libres: {3} se calcularán de nuevo cuando hagan falta. Se pueden borrar en cualquier momento.',
  'Caches: {0} of disk, of {1} allowed: {2} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'Cachés: {0} de disco, de {1} permitidos: {2} se calcularán de nuevo cuando hagan falta. Se pueden borrar en cualquier momento.',
  'Caches: {0} of disk, of {1} allowed; safe to delete at any time.':
    'Cachés: {0} de disco, de {1} permitidos; se pueden borrar en cualquier momento.',
  'Call the mask as its frame’s file is called, or say which ending is to be read as which other.':
    'Dé a la máscara el nombre del archivo de su imagen, o indique qué terminación equivale a cuál.',
  'Cancel its training first, then remove it.': 'Cancele primero su entrenamiento y después quítelo.',
  'Carries a second class token; it is kept as a constant token.':
    'Lleva un segundo token de clase; se conserva como token constante.',
  'Change the option, or use another network.': 'Cambie la opción o use otra red.',
  'Change the reading as it is, then sign it.': 'Modifique la lectura tal como está y después fírmela.',
  'Check its path; in a manifest, paths are relative to the manifest, and case counts.':
    'Compruebe su ruta; en una tabla, las rutas son relativas a ella y las mayúsculas cuentan.',
  'Check that it is an ordinary file and that your user account may read it.':
    'Compruebe que es un archivo corriente y que su cuenta de usuario puede leerlo.',
  'Check that it is the checkpoint itself, not a web page or a pointer that was saved in its place.':
    'Compruebe que es el propio checkpoint, y no una página web o un puntero guardado en su lugar.',
  'Check that the column "label" holds classes, not remarks; or name the label schema they belong to.':
    'Compruebe que la columna "label" contiene clases y no comentarios, o indique el esquema de etiquetas al que pertenecen.',
  'Check that the file is complete and holds the whole image encoder; `lapidary checkpoint inspect` lists its tensors.':
    'Compruebe que el archivo está completo y contiene todo el codificador de imágenes; `lapidary checkpoint inspect` enumera sus tensores.',
  'Check that there is enough free memory and that the model files are complete; "cpu" is the provider that works everywhere.':
    'Compruebe que hay suficiente memoria libre y que los archivos del modelo están completos; "cpu" es el proveedor que funciona en todas partes.',
  'Check the disk, then restore the data folder from a backup, or import the file again.':
    'Compruebe el disco y después restaure la carpeta de datos desde una copia de seguridad, o importe el archivo de nuevo.',
  'Check the disk, then restore the data folder from a backup, or import the picture again.':
    'Compruebe el disco y después restaure la carpeta de datos desde una copia de seguridad, o importe la imagen de nuevo.',
  'Check the facts that were stated of it, above all heads, activation and the norms’ epsilon, or fetch the file again.':
    'Compruebe los datos indicados, sobre todo las cabezas, la activación y el épsilon de las normas, u obtenga el archivo de nuevo.',
  'Check the path.': 'Compruebe la ruta.',
  'Check the sizes that were stated of the model. If they are right, the model itself is at fault: export it again.':
    'Compruebe los tamaños indicados del modelo. Si son correctos, el fallo está en el propio modelo: expórtelo de nuevo.',
  'Check what was stated of the model, above all its outputs and its numbers for colours; or use another one.':
    'Compruebe lo indicado del modelo, sobre todo sus salidas y sus números para los colores, o use otro.',
  'Checksum as several independent copies have it.':
    'Suma de comprobación según varias copias independientes.',
  'Choose "auto" or "cpu"; after installing a driver, examine this machine again on the System page or with "lapidary doctor".':
    'Elija "auto" o "cpu"; después de instalar un controlador, vuelva a examinar este equipo en la página Sistema o con "lapidary doctor".',
  'Choose "cpu" in the settings and start again, or update the driver. Runs that were done are kept.':
    'Elija "cpu" en la configuración y vuelva a empezar, o actualice el controlador. Las ejecuciones terminadas se conservan.',
  'Choose "cpu" in the settings, or allow operations on the CPU there; the results are then marked.':
    'Elija "cpu" en la configuración, o permita allí operaciones en la CPU; los resultados quedan entonces marcados.',
  'Choose PNG label maps, or one COCO file.': 'Elija mapas de etiquetas PNG o un solo archivo COCO.',
  'Choose a class for every segment.': 'Elija una clase para cada segmento.',
  'Choose a class, mark it as uncertain, or set the finding aside.':
    'Elija una clase, marque el hallazgo como dudoso o apártelo.',
  'Choose a file that ends in .safetensors, .pth, .pt, .bin, .npz or .onnx, or the .index.json of several.':
    'Elija un archivo que termine en .safetensors, .pth, .pt, .bin, .npz o .onnx, o el .index.json de varios.',
  'Choose a file that lies on a disk.': 'Elija un archivo que esté en un disco.',
  'Choose a folder on a disk of this computer. To work from several rooms, open the workstation of one computer from the others.':
    'Elija una carpeta en un disco de este equipo. Para trabajar desde varias salas, abra desde los demás equipos la estación de trabajo de uno.',
  'Choose a folder that no service synchronises, on a disk of this computer.':
    'Elija una carpeta que ningún servicio sincronice, en un disco de este equipo.',
  'Choose a folder.': 'Elija una carpeta.',
  'Choose a mask schema and classes of it.': 'Elija un esquema de máscaras y clases de él.',
  'Choose a segmentation head instead.': 'Elija en su lugar un cabezal de segmentación.',
  'Choose all of its files together: the index and every part that it names.':
    'Elija todos sus archivos juntos: el índice y cada parte que nombra.',
  'Choose an import from the list of jobs.': 'Elija una importación de la lista de tareas.',
  'Choose another data folder.': 'Elija otra carpeta de datos.',
  'Choose another method.': 'Elija otro método.',
  'Choose another model.': 'Elija otro modelo.',
  'Choose another name, or use the cohort that is there.':
    'Elija otro nombre o use la cohorte que ya existe.',
  'Choose another one for new runs instead.': 'Elija otra para las nuevas ejecuciones.',
  'Choose another one with --port, or leave --port out to use any free one.':
    'Elija otro con --port, u omita --port para usar cualquiera que esté libre.',
  'Choose another one.': 'Elija otro.',
  'Choose its class again.': 'Elija de nuevo su clase.',
  'Choose one from the list of jobs.': 'Elija una de la lista de tareas.',
  'Choose one from the list, or add one.': 'Elija uno de la lista o añada uno.',
  'Choose one from the list.': 'Elija una opción de la lista.',
  'Choose one of its own classes, or anything but background.':
    'Elija una de sus propias clases, o todo lo que no es fondo.',
  'Choose one of the adapters in the list.': 'Elija uno de los adaptadores de la lista.',
  'Choose one of the classes offered for this finding.':
    'Elija una de las clases que se ofrecen para este hallazgo.',
  'Choose one of the cohorts in the list.': 'Elija una de las cohortes de la lista.',
  'Choose one of the heads in the list.': 'Elija uno de los cabezales de la lista.',
  'Choose one of the list, or state the facts one by one.':
    'Elija una de la lista o indique los datos uno por uno.',
  'Choose one of the mask schemas in the list.': 'Elija uno de los esquemas de máscaras de la lista.',
  'Choose one of the schemas in the list.': 'Elija uno de los esquemas de la lista.',
  'Choose one of these in the settings; "cpu" works everywhere.':
    'Elija uno de estos en la configuración; "cpu" funciona en todas partes.',
  'Choose one of {0}.': 'Elija uno de estos: {0}.',
  'Choose one of: {0}.': 'Elija uno de estos: {0}.',
  'Choose one that is in the list.': 'Elija uno que esté en la lista.',
  'Choose that patient from the list, or correct the number.':
    'Elija ese paciente de la lista o corrija el número.',
  'Choose that reader from the list, or add what tells the two apart.':
    'Elija ese lector de la lista o añada algo que distinga a los dos.',
  'Choose the .npz file with all arrays, or save them with numpy.savez.':
    'Elija el archivo .npz con todas las matrices, o guárdelas con numpy.savez.',
  'Choose the checkpoint or the ONNX file that the engine was built from.':
    'Elija el checkpoint o el archivo ONNX del que se construyó el motor.',
  'Choose the file with the weights, or the index whose name ends in .index.json.':
    'Elija el archivo con los pesos, o el índice cuyo nombre termina en .index.json.',
  'Choose the files again and start the import once more.':
    'Elija de nuevo los archivos e inicie la importación otra vez.',
  'Choose the files again.': 'Elija de nuevo los archivos.',
  'Choose the files in the import dialog.': 'Elija los archivos en el diálogo de importación.',
  'Choose the patient again.': 'Elija de nuevo el paciente.',
  'Choose the reader again.': 'Elija de nuevo el lector.',
  'Choose the weights among those files.': 'Elija los pesos entre esos archivos.',
  'Choose their classes again.': 'Elija de nuevo sus clases.',
  'Choose them again, all from one schema.': 'Elíjalas de nuevo, todas de un mismo esquema.',
  'Choose two versions of one frame.': 'Elija dos versiones de una misma imagen.',
  'Choose {0} or less.': 'Elija {0} o menos.',
  'Classes were stated without the mask schema that they are of.':
    'Se indicaron clases sin el esquema de máscaras al que pertenecen.',
  'Click into the region first.': 'Haga clic primero dentro de la región.',
  'Click into the region instead, or choose another method.':
    'Haga clic dentro de la región o elija otro método.',
  'Click into the region, or draw a box around it.':
    'Haga clic dentro de la región o dibuje un recuadro alrededor de ella.',
  'Click once more inside the region, draw a larger box, or choose another method.':
    'Haga otro clic dentro de la región, dibuje un recuadro mayor o elija otro método.',
  'Columns of the manifest that mean nothing to an import were ignored: {0}.':
    'Se pasaron por alto columnas de la tabla que no significan nada para una importación: {0}.',
  'Copy it once more from where it was recorded, then import it again.':
    'Cópielo otra vez desde donde se grabó y después impórtelo de nuevo.',
  'Copying the model': 'Copiando el modelo',
  'Correct it and import again.': 'Corríjalo e importe de nuevo.',
  'Correct that line, or save the table as CSV once more.':
    'Corrija esa línea o guarde la tabla otra vez como CSV.',
  'Correct the site in the manifest, or give the study another name.':
    'Corrija el centro en la tabla o dé otro nombre al estudio.',
  'Decrypt the file with the program that wrote it.': 'Descifre el archivo con el programa que lo escribió.',
  'Demonstration and tests of Lapidary. Not for clinical use.':
    'Demostración y pruebas de Lapidary. No apto para uso clínico.',
  Depth: 'Profundidad',
  'Dice coefficient of stones, demo cohort': 'coeficiente de Dice de los cálculos, cohorte de demostración',
  'Dice coefficient of stones, validation': 'coeficiente de Dice de los cálculos, validación',
  'Do not work in this data folder. Copy it as it is, check the disk, and restore the folder from your last backup; copies from before each update lie in its folder "backups".':
    'No trabaje en esta carpeta de datos. Cópiela tal como está, compruebe el disco y restaure la carpeta desde su última copia de seguridad; en su carpeta "backups" hay copias anteriores a cada actualización.',
  'Draw a box around the region first.': 'Dibuje primero un recuadro alrededor de la región.',
  'Draw a larger box, or paint so small a region with the brush.':
    'Dibuje un recuadro mayor, o pinte una región tan pequeña con el pincel.',
  'Draw it around the region, over the picture.': 'Dibújelo alrededor de la región, sobre la imagen.',
  'Draw masks, or choose other studies.': 'Dibuje máscaras o elija otros estudios.',
  'Draw or import masks first.': 'Dibuje o importe máscaras primero.',
  'Draw or import masks of more patients, or choose another schema or more studies.':
    'Dibuje o importe máscaras de más pacientes, o elija otro esquema o más estudios.',
  'Draw or import masks, or use a method that reads the whole frame.':
    'Dibuje o importe máscaras, o use un método que lea la imagen entera.',
  'Draw or propose a mask, or activate a method that reads the whole frame.':
    'Dibuje una máscara o haga que se proponga, o active un método que lea la imagen entera.',
  'Draw or propose a mask, or use a method that reads the whole frame.':
    'Dibuje una máscara o haga que se proponga, o use un método que lea la imagen entera.',
  'Endo700k: more than 700,000 frames of minimally invasive surgery from nine public collections, without labels.':
    'Endo700k: más de 700.000 imágenes de cirugía mínimamente invasiva de nueve colecciones públicas, sin etiquetas.',
  'Enter one of the two.': 'Escriba uno de los dos.',
  'Every value of the network is trained: the most that can be tuned, and the most memory. Knows nothing of masks.':
    'Se entrenan todos los valores de la red: lo máximo que se puede ajustar, y la mayor memoria. No sabe nada de máscaras.',
  'Everything outside the mask is painted in one colour, then a linear head. Needs masks.':
    'Todo lo que queda fuera de la máscara se pinta de un color, y después un cabezal lineal. Necesita máscaras.',
  'Examine this machine again, on the System page or with "lapidary doctor"; or choose "cpu" in the settings.':
    'Vuelva a examinar este equipo en la página Sistema o con "lapidary doctor", o elija "cpu" en la configuración.',
  'Export it as COCO, which is one file of any length.':
    'Expórtelo como COCO, que es un solo archivo de cualquier longitud.',
  'Export it once more from where it was drawn.': 'Expórtelo otra vez desde donde se dibujó.',
  'Export it once more from where it was made.': 'Expórtelo otra vez desde donde se hizo.',
  'Export it once more, as COCO object detection with segmentation.':
    'Expórtelo otra vez, como COCO para detección de objetos con segmentación.',
  'Export it with segmentation.': 'Expórtelo con segmentación.',
  'Export it with standard operators; code that comes with a model is never loaded.':
    'Expórtelo con operadores estándar; nunca se carga código que venga con un modelo.',
  'Export the mask at the size of its frame: a mask that was scaled may lie beside what it outlines.':
    'Exporte la máscara al tamaño de su imagen: una máscara reescalada puede quedar al lado de lo que delimita.',
  'Export the mask at the size of its picture: a mask that was scaled may lie beside what it outlines.':
    'Exporte la máscara al tamaño de su imagen: una máscara reescalada puede quedar al lado de lo que delimita.',
  'Export the masks first: the names of an export tell frames apart. Call the files like those.':
    'Exporte primero las máscaras: los nombres de una exportación distinguen las imágenes. Llame así a los archivos.',
  'Export the model again with another name for its external data.':
    'Exporte el modelo de nuevo con otro nombre para sus datos externos.',
  'Export the network with dense weights.': 'Exporte la red con pesos densos.',
  'Export the network with its weights in float32, float16 or bfloat16.':
    'Exporte la red con sus pesos en float32, float16 o bfloat16.',
  'Export this study as COCO, which is one file of any length.':
    'Exporte este estudio como COCO, que es un solo archivo de cualquier longitud.',
  'Fetch it again from where it came from, signed in if that is asked for, and compare its size.':
    'Obténgalo de nuevo de su origen, con la sesión iniciada si se pide, y compare su tamaño.',
  'Fetch it again from where the weights came from, or import the weights without it.':
    'Obténgalo de nuevo de donde proceden los pesos, o importe los pesos sin él.',
  'Fetch or save the network with its weights in float32, float16 or bfloat16.':
    'Obtenga o guarde la red con sus pesos en float32, float16 o bfloat16.',
  'Fetch the file again from where it came from and compare its checksum.':
    'Obtenga el archivo de nuevo de su origen y compare su suma de comprobación.',
  'Fetch the file again from where it came from, or save it again in float32.':
    'Obtenga el archivo de nuevo de su origen, o guárdelo otra vez en float32.',
  'Fetch the file itself: with "git lfs pull", or by the download link of the page that it is on.':
    'Obtenga el propio archivo: con "git lfs pull" o con el enlace de descarga de la página en la que está.',
  'Files that are no arrays were left out: {0}.': 'Se omitieron archivos que no son matrices: {0}.',
  'Fill in its image, or remove the row.': 'Complete su imagen o quite la fila.',
  'Finding {0} was changed meanwhile, in another window or by someone else.':
    'El hallazgo {0} se modificó entretanto, en otra ventana o por otra persona.',
  'Findings {0} and {1} would be the same segment of a frame.':
    'Los hallazgos {0} y {1} serían el mismo segmento de una imagen.',
  'Follows steps of colour around the clicks; needs no model. The rim of the picture counts as outside unless a click is near.':
    'Sigue los escalones de color alrededor de los clics; no necesita modelo. El borde de la imagen se considera exterior, salvo que haya un clic cerca.',
  'Four registers keep its token maps clean; prefer it where regions are read from tokens.':
    'Cuatro registros mantienen limpios sus mapas de tokens; es preferible donde se lean regiones a partir de los tokens.',
  'Frame {0}… cannot be decoded.': 'La imagen {0}… no se puede decodificar.',
  'Free some memory or set a smaller memory budget, choose "cpu" in the settings, and start again. Runs that were done are kept.':
    'Libere memoria o reduzca la memoria para el cálculo, elija "cpu" en la configuración y vuelva a empezar. Las ejecuciones terminadas se conservan.',
  'Free some space on that disk, then do the same again: what was already stored is safe and is not stored twice.':
    'Libere espacio en ese disco y después haga lo mismo otra vez: lo ya guardado está a salvo y no se guarda dos veces.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 115 MiB.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. 115 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 1243 MiB; the one that Google recommends. Its weights differ.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. 1243 MiB; el que Google recomienda. Sus pesos son distintos.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 37 MiB.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. 37 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 391 MiB.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. 391 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 398 MiB; the one that Google recommends. Its weights differ.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. 398 MiB; el que Google recomienda. Sus pesos son distintos.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. The one that timm publishes.":
    'Del almacén propio de Google, storage.googleapis.com/vit_models/augreg/. El que publica timm.',
  'Give a threshold, or save the masks as PNG.': 'Indique un umbral o guarde las máscaras como PNG.',
  'Give it a plain name.': 'Dele un nombre sencillo.',
  'Give the folder, or leave the task out.': 'Indique la carpeta u omita la tarea.',
  'Give your user account the right to write to this folder, or choose another data folder.':
    'Dé a su cuenta de usuario permiso de escritura en esta carpeta, o elija otra carpeta de datos.',
  'Google Drive': 'Google Drive',
  Grid: 'Cuadrícula',
  Head: 'Cabezal',
  'How it was pretrained; prompt tuning works far worse on some kinds than on others.':
    'Cómo se preentrenó; el ajuste de prompts funciona mucho peor con unos tipos que con otros.',
  'If that patient is the wrong one, move the study or the frame there to the right one; if not, correct the patient in the manifest.':
    'Si ese paciente no es el correcto, mueva allí el estudio o la imagen al correcto; si lo es, corrija el paciente en la tabla.',
  'If the encoder does without them, import again and say that they are to be left out.':
    'Si el codificador prescinde de ellos, importe de nuevo e indique que se omitan.',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels, and the answers of a convolutional teacher.':
    'ImageNet-1k: 1,28 millones de fotografías de 1000 clases, con etiquetas, y las respuestas de una red convolucional como maestra.',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels.':
    'ImageNet-1k: 1,28 millones de fotografías de 1000 clases, con etiquetas.',
  'ImageNet-1k: 1.28 million photographs, without labels.':
    'ImageNet-1k: 1,28 millones de fotografías, sin etiquetas.',
  'ImageNet-21k: 21,843 classes of photographs, with labels.':
    'ImageNet-21k: 21.843 clases de fotografías, con etiquetas.',
  'Import JPEG, PNG, TIFF or WebP pictures; save others in one of these formats first.':
    'Importe imágenes JPEG, PNG, TIFF o WebP; guarde antes las demás en uno de estos formatos.',
  'Import it folder by folder.': 'Impórtelo carpeta por carpeta.',
  'Import it into the study that it was exported from.': 'Impórtela en el estudio del que se exportó.',
  'Import label maps of one export, or one COCO file, at a time.':
    'Importe cada vez los mapas de etiquetas de una sola exportación, o un solo archivo COCO.',
  'Import the file by values, or export the masks once more.':
    'Importe el archivo por valores o exporte las máscaras otra vez.',
  'Import the file that it was made from, with the same facts, on the Models page; its hash is then the same.':
    'Importe en la página Modelos el archivo del que se hizo, con los mismos datos; su hash será entonces el mismo.',
  'Import the masks again: those that are there already are kept.':
    'Importe las máscaras de nuevo: las que ya están se conservan.',
  'Import them in parts.': 'Impórtelos por partes.',
  'Import what the manifest names by the manifest alone, and the rest by itself.':
    'Importe lo que nombra la tabla solo con la tabla, y el resto aparte.',
  'Import “{0}” again ({1} bytes, sha256 {2}) on the Models page; what was stated of it is remembered.':
    'Importe de nuevo «{0}» ({1} bytes, sha256 {2}) en la página Modelos; lo que se indicó de él se recuerda.',
  'Imported by this site. Not examined by the makers of Lapidary: whether it suits a clinical purpose, this site has to show.':
    'Importado por este centro. No examinado por los autores de Lapidary: si sirve para un fin clínico, debe demostrarlo este centro.',
  'Install Lapidary again. Backbones can be imported without the catalogue.':
    'Vuelva a instalar Lapidary. Los backbones se pueden importar sin el catálogo.',
  'Install Lapidary again; its models folder comes with it.':
    'Vuelva a instalar Lapidary; su carpeta de modelos viene con él.',
  'Install the backbone again from its source.': 'Vuelva a instalar el backbone desde su origen.',
  Interaction: 'Interacción',
  'It answers with class numbers alone: nothing tells how sure it is, and its masks are shown as sure.':
    'Solo responde con números de clase: nada dice cuán seguro está, y sus máscaras se muestran como seguras.',
  'It belongs to a file of {0} pictures; of which one cannot be told.':
    'Pertenece a un archivo de {0} imágenes; no se sabe a cuál de ellas.',
  'It computes wrong results here.': 'Calcula resultados erróneos aquí.',
  'It did not answer within {0} seconds.': 'No respondió en {0} segundos.',
  'It found no device that it can use.': 'No encontró ningún dispositivo que pueda usar.',
  'It goes on at the next start.': 'Continúa en el próximo inicio.',
  'It has no column "image".': 'No tiene la columna "image".',
  'It has not been examined on this machine yet.': 'Aún no se ha examinado en este equipo.',
  'It has the column "{0}" twice.': 'Tiene dos veces la columna "{0}".',
  'It is not available.': 'No está disponible.',
  'It is not part of the runtime on this system.': 'No forma parte del entorno de ejecución en este sistema.',
  'It is the fastest of those that passed their self-test on {0}.':
    'Es el más rápido de los que superaron su autoprueba, en {0}.',
  'It is the fastest of those that passed their self-test.':
    'Es el más rápido de los que superaron su autoprueba.',
  'It is {0}×{1} on a frame of {2}×{3}.': 'Tiene {0}×{1} en una imagen de {2}×{3}.',
  'It left operations to the CPU: {0}.': 'Dejó operaciones a la CPU: {0}.',
  'It looks like a Swin transformer or BEiT': 'Parece un transformador Swin o BEiT',
  'It looks like a convolutional network': 'Parece una red convolucional',
  'It looks like a transformer of another kind': 'Parece un transformador de otro tipo',
  'It looks like a transformer with rotary positions, such as DINOv3':
    'Parece un transformador con posiciones rotatorias, como DINOv3',
  'It may have been erased. Reload the page.': 'Puede que se haya borrado. Vuelva a cargar la página.',
  'It may have been erased. Reload the study.': 'Puede que se haya borrado. Vuelva a cargar el estudio.',
  'It may have been erased. Reload the worklist.':
    'Puede que se haya borrado. Vuelva a cargar la lista de trabajo.',
  'It may have been moved or erased. Reload the study.':
    'Puede que se haya movido o borrado. Vuelva a cargar el estudio.',
  'It passed its self-test on {0}.': 'Superó su autoprueba en {0}.',
  'It passed its self-test.': 'Superó su autoprueba.',
  'It was not examined.': 'No se ha examinado.',
  'It was not reached: {0}': 'No se llegó a él: {0}',
  'It works on every machine.': 'Funciona en cualquier equipo.',
  'Its SHA-256 begins with 649709d9.': 'Su SHA-256 empieza por 649709d9.',
  'Its SHA-256 begins with b5f2ef4d.': 'Su SHA-256 empieza por b5f2ef4d.',
  'Its SHA-256 begins with cd65a155.': 'Su SHA-256 empieza por cd65a155.',
  'Its SHA-256 begins with df68dfff.': 'Su SHA-256 empieza por df68dfff.',
  'Its column "{0}" is probably meant to be "{1}".': 'Su columna "{0}" probablemente quiere ser "{1}".',
  'Its device failed while it was computing.': 'Su dispositivo falló mientras calculaba.',
  'Its driver crashed the process that tried it.': 'Su controlador hizo caer el proceso que lo probaba.',
  'Its files are those of another network.': 'Sus archivos son los de otra red.',
  'Its first line names the columns; every further line is one picture.':
    'Su primera línea nombra las columnas; cada línea siguiente es una imagen.',
  'Its input has a fixed size, so that a picture cannot be given in its own proportions.':
    'Su entrada tiene un tamaño fijo, de modo que no se le puede dar una imagen en sus propias proporciones.',
  'Its input is {0}×{1} pixels, and {2}×{3} were stated.':
    'Su entrada es de {0}×{1} píxeles, y se indicaron {2}×{3}.',
  'Its layer norms use 1e-12, as its configuration says; the original code used 1e-6.':
    'Sus normas de capa usan 1e-12, como dice su configuración; el código original usaba 1e-6.',
  'Its libraries are not installed, or it found no device that it can use.':
    'Sus bibliotecas no están instaladas, o no encontró ningún dispositivo que pueda usar.',
  'Its licence allows no commercial use. Whether clinical work is one, its publisher can tell.':
    'Su licencia no permite el uso comercial. Si el trabajo clínico lo es, puede decirlo su editor.',
  'Its licence allows no derivatives. Adapters that are tuned on it may be some.':
    'Su licencia no permite obras derivadas. Los adaptadores que se ajusten con ella pueden serlo.',
  'Its mask: {0}': 'Su máscara: {0}',
  'Its model card calls any deployed use out of scope: for research.':
    'Su ficha deja fuera del uso previsto cualquier despliegue: para investigación.',
  'Its model card gives it for research alone.': 'Su ficha la ofrece solo para investigación.',
  'Its name and shape are those of {0}, and a name says little. If it is that network, say so, and what the catalogue knows of it is taken.':
    'Su nombre y su arquitectura son los de {0}, y un nombre dice poco. Si es esa red, indíquelo y se tomará lo que el catálogo sabe de ella.',
  'Its options are {0}.': 'Sus opciones son {0}.',
  'Its output “{0}” did not come back as numbers.': 'Su salida «{0}» no volvió en forma de números.',
  'Its output “{0}” did not come back as numbers: {1}.':
    'Su salida «{0}» no volvió en forma de números: {1}.',
  'Its publisher tells.': 'Lo dice su editor.',
  'Join regions of one class, or check that this is a mask and not a picture.':
    'Junte regiones de una misma clase, o compruebe que esto es una máscara y no una fotografía.',
  'Known are ViT and DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE and the image towers of CLIP. `lapidary checkpoint inspect` lists what a file holds.':
    'Se conocen ViT y DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE y las torres de imagen de CLIP. `lapidary checkpoint inspect` enumera lo que contiene un archivo.',
  'Known kinds are {0}.': 'Los tipos conocidos son {0}.',
  "Knows endoscopic pictures, chiefly laparoscopic ones. Mean and deviation are its own, not ImageNet's.":
    'Conoce imágenes endoscópicas, sobre todo laparoscópicas. La media y la desviación son las suyas propias, no las de ImageNet.',
  'LAION-2B: about two billion pictures with English captions, gathered from the web.':
    'LAION-2B: unos dos mil millones de imágenes con pies de foto en inglés, recogidas de la web.',
  'LVD-142M: 142 million curated photographs, without labels.':
    'LVD-142M: 142 millones de fotografías seleccionadas, sin etiquetas.',
  'Label findings first, or make a cohort of another schema or other sites.':
    'Etiquete primero hallazgos, o cree una cohorte con otro esquema o con otros centros.',
  'Label findings, or import a manifest with a label column, then make the cohort.':
    'Etiquete hallazgos o importe una tabla con una columna de etiquetas, y después cree la cohorte.',
  'Label that finding instead.': 'Etiquete en su lugar ese hallazgo.',
  'Learned prompt tokens in every block, no mask': 'Tokens de prompt aprendidos en cada bloque, sin máscara',
  'Learned prompt tokens, no mask': 'Tokens de prompt aprendidos, sin máscara',
  'Learned prompt tokens, the network sees only the region':
    'Tokens de prompt aprendidos, la red solo ve la región',
  'Learned tokens beside the whole frame, others in every block. Knows nothing of masks.':
    'Tokens aprendidos junto a la imagen entera, otros en cada bloque. No sabe nada de máscaras.',
  'Learned tokens beside the whole frame. Knows nothing of masks.':
    'Tokens aprendidos junto a la imagen entera. No sabe nada de máscaras.',
  'Leave frames without a mask out, draw or import their masks, or choose a method or options that see the whole frame, such as segprompt with view=full and head=cls.':
    'Excluya las imágenes sin máscara, dibuje o importe sus máscaras, o elija un método u opciones que vean la imagen entera, como segprompt con view=full y head=cls.',
  'Leave it a frame, or set it aside.': 'Déjele una imagen o apártelo.',
  'Leave it out and say what the values mean, or export the masks once more.':
    'Omítalo e indique qué significan los valores, o exporte las máscaras otra vez.',
  'Leave one of the two out.': 'Omita uno de los dos.',
  'Leave the second reading, and label it.': 'Salga de la segunda lectura y etiquételo.',
  'Leave the size out: its file tells it.': 'Omita el tamaño: lo dice su archivo.',
  'Let each component stand once, and their shares add up to 100 per cent at most.':
    'Cada componente debe figurar una sola vez, y sus proporciones sumar como máximo el 100 por ciento.',
  'Line {0} of the manifest has more than {1} characters in "{2}".':
    'La línea {0} de la tabla tiene más de {1} caracteres en "{2}".',
  'Line {0} of the manifest has {1} cells where the header has {2}.':
    'La línea {0} de la tabla tiene {1} celdas donde el encabezado tiene {2}.',
  'Line {0} of the manifest names no image.': 'La línea {0} de la tabla no nombra ninguna imagen.',
  'Linear probe on the frame with the background painted out':
    'Sonda lineal sobre la imagen con el fondo tapado',
  'Linear probe on the mask’s bounding box': 'Sonda lineal sobre el recuadro de la máscara',
  'Linear probe on the region’s part of the whole frame':
    'Sonda lineal sobre la parte de la región en la imagen entera',
  'Linear probe on the whole frame': 'Sonda lineal sobre la imagen entera',
  'Linear probe, the network sees only the region': 'Sonda lineal, la red solo ve la región',
  'Load it in PyTorch and save its weights as safetensors.':
    'Cárguelo en PyTorch y guarde sus pesos como safetensors.',
  'Load it in PyTorch on an ordinary machine and save it again there.':
    'Cárguelo en PyTorch en un equipo corriente y guárdelo allí de nuevo.',
  'Load it in Python, and save its arrays with numpy.savez or as safetensors.':
    'Cárguelo en Python y guarde sus matrices con numpy.savez o como safetensors.',
  'Load it once with a newer PyTorch (torch.load with weights_only=False reads it; only do so with a file you trust) and save it again.':
    'Cárguelo una vez con un PyTorch más reciente (torch.load con weights_only=False lo lee; hágalo solo con un archivo en el que confíe) y guárdelo de nuevo.',
  'Look at it as it is now, then decide again. Nothing was overwritten.':
    'Véalo tal como está ahora y decida de nuevo. No se ha sobrescrito nada.',
  'Look at it as it is now, then sign.': 'Véala tal como está ahora y después firme.',
  'Look at the newer mask first; yours is kept on screen until you leave the frame.':
    'Vea primero la máscara más reciente; la suya permanece en pantalla hasta que salga de la imagen.',
  'Look at the preview again, then confirm.': 'Revise otra vez la vista previa y después confirme.',
  'Look at the preview again: it names all frames of the file.':
    'Mire de nuevo la vista previa: nombra todas las imágenes del archivo.',
  'Look at what the import would do, and answer what it asks.':
    'Vea qué haría la importación y responda a lo que pregunta.',
  'Low-rank updates of the attention, no mask': 'Actualizaciones de rango bajo de la atención, sin máscara',
  'Low-rank updates of the attention, the network sees only the region':
    'Actualizaciones de rango bajo de la atención, la red solo ve la región',
  'Low-rank updates of what every block attends to. Knows nothing of masks.':
    'Actualizaciones de rango bajo de aquello a lo que atiende cada bloque. No sabe nada de máscaras.',
  'Made for 518 pixels, which are 1,370 tokens; at 224 pixels (257 tokens) it needs far less time and memory.':
    'Hecha para 518 píxeles, que son 1370 tokens; a 224 píxeles (257 tokens) necesita mucho menos tiempo y memoria.',
  'Masked autoencoder (MAE)': 'Autocodificador enmascarado (MAE)',
  'Medical figures of many kinds, rather than endoscopic frames.':
    'Figuras médicas de muchos tipos, más que imágenes endoscópicas.',
  'Merge their segments in the mask first, or leave that frame with one of them.':
    'Junte primero sus segmentos en la máscara, o deje esa imagen con uno de ellos.',
  'More was left out.': 'Se omitieron más.',
  'Move it to a folder that is less deep, or give it a plain name.':
    'Muévalo a una carpeta menos profunda o dele un nombre sencillo.',
  'Move or remove a mark, or choose another method.': 'Mueva o quite una marca, o elija otro método.',
  'Name each finding once, with all the frames it is on.':
    'Nombre cada hallazgo una sola vez, con todas las imágenes en las que está.',
  'Name each site either for training or for testing.':
    'Indique cada centro o bien para entrenar o bien para probar.',
  'Name every mask value once.': 'Nombre cada valor de la máscara una sola vez.',
  'Name files, folders or a manifest.': 'Indique archivos, carpetas o una tabla.',
  'Name files, or one folder.': 'Indique archivos o una sola carpeta.',
  'Name sites of the cohort, spelled as they are.':
    'Indique centros de la cohorte, escritos exactamente como figuran.',
  'Nearest class mean on the whole frame': 'Media de clase más cercana sobre la imagen entera',
  'Needs about 1.2 GB for its weights alone; a graphics card is advisable.':
    'Necesita alrededor de 1,2 GB solo para sus pesos; conviene una tarjeta gráfica.',
  'Needs about 2.5 GB for its weights alone: only for a large graphics card.':
    'Necesita alrededor de 2,5 GB solo para sus pesos: únicamente para una tarjeta gráfica grande.',
  'Needs about 4.5 GB for its weights alone: only for a large graphics card.':
    'Necesita alrededor de 4,5 GB solo para sus pesos: únicamente para una tarjeta gráfica grande.',
  'No adapter is active for this kind of finding, so there is nothing to answer with.':
    'No hay ningún adaptador activo para este tipo de hallazgo, así que no hay con qué responder.',
  'No adapter is active yet, so there is nothing to predict with.':
    'Aún no hay ningún adaptador activo, así que no hay con qué predecir.',
  'No amendment of this study is open.': 'No hay ninguna enmienda abierta de este estudio.',
  'No baseline was run beside it.': 'No se ejecutó ninguna referencia junto a ella.',
  'No event records this signature as it is.': 'Ningún evento registra esta firma tal como está.',
  'No file or folder was named.': 'No se indicó ningún archivo ni carpeta.',
  'No finding of this schema has a label yet at the sites named.':
    'Ningún hallazgo de este esquema tiene todavía etiqueta en los centros indicados.',
  'No frame of this study came from a file of this name.':
    'Ninguna imagen de este estudio procede de un archivo con este nombre.',
  'No frame of this study has a mask.': 'Ninguna imagen de este estudio tiene máscara.',
  'No frozen network is installed: the models folder has none.':
    'No hay ninguna red congelada instalada: la carpeta de modelos no tiene ninguna.',
  'No network of this size is read; save its image encoder by itself.':
    'No se lee ninguna red de este tamaño; guarde por separado su codificador de imágenes.',
  'No other provider passed its self-test on this machine.':
    'Ningún otro proveedor superó su autoprueba en este equipo.',
  'No patients are left for the test set.': 'No quedan pacientes para el conjunto de prueba.',
  'No patients are left for the test set. {0} patient was in a test set before and can never train again.':
    'No quedan pacientes para el conjunto de prueba. {0} paciente ya estuvo en un conjunto de prueba y no puede volver a servir para entrenar.',
  'No patients are left for the test set. {0} patients were in a test set before and can never train again.':
    'No quedan pacientes para el conjunto de prueba. {0} pacientes ya estuvieron en un conjunto de prueba y no pueden volver a servir para entrenar.',
  'No patients are left to train on.': 'No quedan pacientes para entrenar.',
  'No patients are left to train on. {0} patient was in a test set before and can never train again.':
    'No quedan pacientes para entrenar. {0} paciente ya estuvo en un conjunto de prueba y no puede volver a servir para entrenar.',
  'No patients are left to train on. {0} patients were in a test set before and can never train again.':
    'No quedan pacientes para entrenar. {0} pacientes ya estuvieron en un conjunto de prueba y no pueden volver a servir para entrenar.',
  'No point within the picture says what is inside the region.':
    'Ningún punto dentro de la imagen dice qué está dentro de la región.',
  'No region was found at these marks.': 'No se encontró ninguna región en estas marcas.',
  'No segmentation head and no model with the hash {0}… is here any more.':
    'Ya no hay aquí ningún cabezal de segmentación ni ningún modelo con el hash {0}….',
  'No segmentation head proposes masks of this schema.':
    'Ningún cabezal de segmentación propone máscaras de este esquema.',
  'No variant is as well calibrated as the best baseline.':
    'Ninguna variante está tan bien calibrada como la mejor referencia.',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors, such as {1}.':
    'En este checkpoint no hay ningún transformador de visión de una familia conocida. Contiene {0} tensores, como {1}.',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors.':
    'En este checkpoint no hay ningún transformador de visión de una familia conocida. Contiene {0} tensores.',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors, such as {2}.':
    'En este checkpoint no hay ningún transformador de visión de una familia conocida. {0}. Contiene {1} tensores, como {2}.',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors.':
    'En este checkpoint no hay ningún transformador de visión de una familia conocida. {0}. Contiene {1} tensores.',
  'Nobody has read finding {0} yet, so there is nothing to read again.':
    'Nadie ha leído todavía el hallazgo {0}, así que no hay nada que releer.',
  'Nobody has said what finding {0} is.': 'Nadie ha dicho qué es el hallazgo {0}.',
  'Nobody has said what findings {0} are.': 'Nadie ha dicho qué son los hallazgos {0}.',
  'Non-commercial licence: ask before using it outside research.':
    'Licencia no comercial: consulte antes de usarla fuera de la investigación.',
  "None of the cohort's {0} labelled frames has a mask of its finding, and {1} reads the frame through it.":
    'Ninguna de las {0} imágenes etiquetadas de la cohorte tiene una máscara de su hallazgo, y {1} lee la imagen a través de ella.',
  'Nothing needs to be done: the newer one is answered.':
    'No hay que hacer nada: se responde a lo más reciente.',
  'Nothing of it is worth keeping.': 'No hay nada que merezca guardarse.',
  'Nothing says where the region is: there is neither a point nor a box.':
    'Nada dice dónde está la región: no hay ni un punto ni un recuadro.',
  'Nothing that was reported done is lost; the work goes on from its last checkpoint when it is started again.':
    'No se pierde nada de lo que se dio por terminado; el trabajo continúa desde su último punto de control cuando se inicia de nuevo.',
  'Nothing that was saved is lost. Update the graphics driver, or start Lapidary with --disable-gpu.':
    'No se pierde nada de lo guardado. Actualice el controlador gráfico o inicie Lapidary con --disable-gpu.',
  'Nothing was lost. Try once more; if it happens again, send the log to your administrator.':
    'No se ha perdido nada. Inténtelo otra vez; si se repite, envíe el registro a su administrador.',
  'Nothing was pointed at.': 'No se señaló nada.',
  'Of the values beside its tensors, those after the first {0} were left out.':
    'De los valores que acompañan a sus tensores, se omitieron los posteriores a los primeros {0}.',
  'Of the {0} frames that the task {1} is tested on, {2} show one finding: they were made by an earlier version.':
    'De las {0} imágenes con las que se prueba la tarea {1}, {2} muestran un mismo hallazgo: las hizo una versión anterior.',
  'One finding is to be arranged in two ways at once.': 'Un hallazgo debe ordenarse de dos maneras a la vez.',
  'Only 1 patient is left to train on; validation needs another one, so at least 2.':
    'Solo queda 1 paciente con el que entrenar; la validación necesita otro, así que al menos 2.',
  'Open it with the version that made it, or choose another data folder.':
    'Ábrala con la versión que la creó o elija otra carpeta de datos.',
  "OpenAI's own file": 'el archivo propio de OpenAI',
  'PMC-15M: 15 million figures with captions from biomedical articles in PubMed Central.':
    'PMC-15M: 15 millones de figuras con pies de figura de artículos biomédicos de PubMed Central.',
  'Pack it again as a single file.': 'Empaquételo de nuevo como un solo archivo.',
  'Pack it again without compression, or save the weights as safetensors.':
    'Empaquételo de nuevo sin compresión, o guarde los pesos como safetensors.',
  'Pictures with captions, gathered from the web by OpenAI.':
    'Imágenes con pies de foto, recogidas de la web por OpenAI.',
  'Point at another place of the region, or choose another method.':
    'Señale otro lugar de la región o elija otro método.',
  'Port {0} of this machine cannot be used ({1}).': 'El puerto {0} de este equipo no se puede usar ({1}).',
  'Predict the study again.': 'Vuelva a predecir el estudio.',
  'Predict the study first.': 'Haga primero la predicción del estudio.',
  'Pretrained as a masked autoencoder: prompt tuning works far worse on such networks than on others. Compare it with another one before you rely on it.':
    'Preentrenada como autocodificador enmascarado: el ajuste de prompts funciona mucho peor con estas redes que con otras. Compárela con otra antes de confiar en ella.',
  'Prompt input': 'Entrada del prompt',
  'Prompt tuning works far worse on masked autoencoders than on the other kinds; expect to tune more of the network or to choose another one (arxiv.org/abs/2203.12119, arxiv.org/abs/2306.05067).':
    'El ajuste de prompts da resultados mucho peores con los autocodificadores enmascarados que con los demás tipos; cuente con ajustar una parte mayor de la red o con elegir otra (arxiv.org/abs/2203.12119, arxiv.org/abs/2306.05067).',
  'Put quotes around cells that hold the separator.':
    'Ponga entre comillas las celdas que contienen el separador.',
  'Put the file itself beside the others and try again.':
    'Ponga el propio archivo junto a los demás e inténtelo de nuevo.',
  'Put the files of one network into one folder.':
    'Ponga los archivos de una misma red en una misma carpeta.',
  'Put the manifest into a folder that holds all its pictures and masks, and name them relative to it.':
    'Ponga la tabla en una carpeta que contenga todas sus imágenes y máscaras, y nómbrelas en relación con ella.',
  'QuickGELU for OpenAI’s weights, GELU for those of LAION and most others.':
    'QuickGELU para los pesos de OpenAI, GELU para los de LAION y la mayoría de los demás.',
  'Raise the memory budget in the settings, or choose a method that prompts fewer blocks or a smaller network.':
    'Aumente la memoria para el cálculo en la configuración, o elija un método que ponga prompts en menos bloques o una red más pequeña.',
  Rank: 'Rango',
  'Reading files': 'Leyendo archivos',
  'Reading masks': 'Leyendo máscaras',
  'Reading tensors': 'Leyendo tensores',
  'Regions of this image overlap in {0} pixels; a mask holds one class a pixel.':
    'Hay regiones de esta imagen que se solapan en {0} píxeles; una máscara contiene una clase por píxel.',
  'Reload the frame and draw the mask again.': 'Vuelva a cargar la imagen y dibuje la máscara de nuevo.',
  'Reload the frame and save the mask again; earlier versions are kept.':
    'Vuelva a cargar la imagen y guarde la máscara de nuevo; las versiones anteriores se conservan.',
  'Reload the frame.': 'Vuelva a cargar la imagen.',
  'Reload the list of jobs.': 'Vuelva a cargar la lista de tareas.',
  'Reload the page, then draw the mask again.': 'Vuelva a cargar la página y dibuje la máscara de nuevo.',
  'Reload the page, then set the marks again.': 'Vuelva a cargar la página y ponga las marcas de nuevo.',
  'Reload the page.': 'Vuelva a cargar la página.',
  'Reload the study, then arrange the findings again.':
    'Vuelva a cargar el estudio y ordene los hallazgos de nuevo.',
  'Reload the study.': 'Vuelva a cargar el estudio.',
  'Reload the worklist.': 'Vuelva a cargar la lista de trabajo.',
  'Remove it and import its file again.': 'Quítelo e importe de nuevo su archivo.',
  'Remove some of them.': 'Quite algunas.',
  'Remove the model and import its files again.': 'Quite el modelo e importe de nuevo sus archivos.',
  'Rendering the cases of the task {0}': 'Generando los casos de la tarea {0}',
  'Restore the data folder from a backup, or import the file again.':
    'Restaure la carpeta de datos desde una copia de seguridad o importe el archivo de nuevo.',
  'Run a check of the data folder (lapidary verify), and restore the folder from your last backup.':
    'Compruebe la carpeta de datos (lapidary verify) y restaure la carpeta desde su última copia de seguridad.',
  'Save each mask as a file of its own.': 'Guarde cada máscara como un archivo propio.',
  'Save every weight as an array of its own.': 'Guarde cada peso como una matriz propia.',
  'Save it as greyscale, or with a palette, one value for each class.':
    'Guárdela en escala de grises o con una paleta, un valor para cada clase.',
  'Save it at a smaller size, then import it again.':
    'Guárdela a un tamaño menor y después impórtela de nuevo.',
  'Save it once more as "CSV UTF-8" (in Excel: Save as, file type "CSV UTF-8").':
    'Guárdela otra vez como "CSV UTF-8" (en Excel: Guardar como, tipo de archivo "CSV UTF-8").',
  'Save it with 8 or 16 bits a channel.': 'Guárdela con 8 o 16 bits por canal.',
  'Save it with torch.save and its default protocol.':
    'Guárdelo con torch.save y su protocolo predeterminado.',
  'Save its weights as safetensors, or fetch them in that form, and choose that file.':
    'Guarde sus pesos como safetensors, u obténgalos en esa forma, y elija ese archivo.',
  'Save its weights as safetensors, or fetch them in that form, and choose that file. If its name says that it is one of these, it is damaged: fetch it again.':
    'Guarde sus pesos como safetensors, u obténgalos en esa forma, y elija ese archivo. Si su nombre dice que es uno de estos, está dañado: obténgalo de nuevo.',
  'Save its weights as safetensors.': 'Guarde sus pesos como safetensors.',
  'Save the mask as an 8 or 16 bit greyscale PNG.':
    'Guarde la máscara como PNG en escala de grises de 8 o 16 bits.',
  'Save the mask first, then add the finding.': 'Guarde primero la máscara y después añada el hallazgo.',
  'Save the one that you want by itself and import that file.':
    'Guarde por separado el que quiera e importe ese archivo.',
  'Save the pictures as single files, each with its mask.':
    'Guarde las imágenes como archivos sueltos, cada una con su máscara.',
  'Save the pictures wanted as stills, then import those.':
    'Guarde las imágenes que quiera como imágenes fijas y después impórtelas.',
  'Save the weights alone, as arrays of numbers.': 'Guarde solo los pesos, como matrices de números.',
  'Save the weights as float32, float16 or bfloat16.': 'Guarde los pesos como float32, float16 o bfloat16.',
  'Save the weights with every tensor made contiguous: tensor.contiguous() in PyTorch.':
    'Guarde los pesos con todos los tensores hechos contiguos: tensor.contiguous() en PyTorch.',
  'Say for each category which class it is, or that its regions are background.':
    'Indique para cada categoría qué clase es, o que sus regiones son fondo.',
  'Say for each value which class or background it is.':
    'Indique para cada valor qué clase es, o si es fondo.',
  'Say that the later region wins, or correct the regions where they were drawn.':
    'Indique que vale la región posterior, o corrija las regiones donde se dibujaron.',
  'Say what every value means (--mask-values 0=background,160=shaft,…), or give a threshold (--mask-threshold 128).':
    'Indique qué significa cada valor (--mask-values 0=background,160=shaft,…), o dé un umbral (--mask-threshold 128).',
  'Say which of them is to be imported.': 'Indique cuál de ellos debe importarse.',
  'SegPrompt without its prompt: the frozen network is shown the region alone. Needs masks.':
    'SegPrompt sin su prompt: a la red congelada se le muestra solo la región. Necesita máscaras.',
  'SegPrompt: the region itself is the prompt': 'SegPrompt: la propia región es el prompt',
  'Self-supervised, freely licensed.': 'Autosupervisada, con licencia libre.',
  'Send a smaller file, or import it from the command line.':
    'Envíe un archivo más pequeño o impórtelo desde la línea de órdenes.',
  'Send the file once more.': 'Envíe el archivo otra vez.',
  'Set one of them aside first.': 'Aparte primero uno de ellos.',
  'Shorten that cell.': 'Acorte esa celda.',
  'Shorter side to 224 pixels, then the centred 224 × 224.':
    'Lado más corto a 224 píxeles y después los 224 × 224 centrales.',
  'Shorter side to 256 pixels, then the centred 224 × 224.':
    'Lado más corto a 256 píxeles y después los 224 × 224 centrales.',
  'Small, self-supervised, freely licensed.': 'Pequeña, autosupervisada, con licencia libre.',
  'Some of these frames came in one file with others, and would be parted from them.':
    'Algunas de estas imágenes llegaron en un archivo con otras y quedarían separadas de ellas.',
  'Somebody on this workstation has this name already.':
    'Alguien de esta estación de trabajo ya tiene este nombre.',
  'Something went wrong that Lapidary did not foresee ({0}).':
    'Algo salió mal que Lapidary no preveía ({0}).',
  'Split it by images.': 'Divídalo por imágenes.',
  'Split it into several files.': 'Divídalo en varios archivos.',
  'Split it, or save it in a more compact format.': 'Divídalo o guárdelo en un formato más compacto.',
  'Start Lapidary again; if this stays, install it again.':
    'Vuelva a iniciar Lapidary; si continúa, instálelo de nuevo.',
  'Start again with a lower learning rate.': 'Vuelva a empezar con una tasa de aprendizaje menor.',
  'Start it again if it is still wanted.': 'Inícielo de nuevo si todavía hace falta.',
  'Start it again when you want to.': 'Inícielo de nuevo cuando quiera.',
  'Start it here, or name the data folder that it was started in.':
    'Inícielo aquí, o indique la carpeta de datos en la que se inició.',
  'Start the export again.': 'Inicie la exportación de nuevo.',
  'Start the import again: nothing is added twice.':
    'Inicie la importación de nuevo: nada se añade dos veces.',
  'Start the import again: what is there already is not added twice.':
    'Inicie la importación de nuevo: lo que ya está no se añade dos veces.',
  'Start the run again from its beginning.': 'Inicie la ejecución de nuevo desde el principio.',
  'Start the run again with a lower learning rate.':
    'Inicie la ejecución de nuevo con una tasa de aprendizaje menor.',
  'Start the run again.': 'Inicie la ejecución de nuevo.',
  'State a class or background for each channel, once.':
    'Indique para cada canal, una sola vez, una clase o el fondo.',
  'State them in the import dialog, or with the options of `lapidary backbone import`; the publisher of the weights tells them.':
    'Indíquelos en el diálogo de importación o con las opciones de `lapidary backbone import`; los dice el editor de los pesos.',
  'State “pad” or “stretch” as its resizing.': 'Indique «pad» o «stretch» como cambio de tamaño.',
  'Synology Drive': 'Synology Drive',
  "Synthetic scenes of one to four abstract objects under an endoscope's light, drawn by this project's own generator (24 textures, 12 colours). No photograph, no patient, no stone.":
    'Escenas sintéticas de uno a cuatro objetos abstractos bajo la luz de un endoscopio, dibujadas por el generador propio de este proyecto (24 texturas, 12 colores). Ninguna fotografía, ningún paciente, ningún cálculo.',
  'Tells the colours within a box from those around it; needs no model. Clicks within the box refine it.':
    'Distingue los colores dentro de un recuadro de los que lo rodean; no necesita modelo. Los clics dentro del recuadro lo refinan.',
  'Testing the model': 'Probando el modelo',
  'Testing the network': 'Probando la red',
  'The "backbone only" file, not the full checkpoint.':
    'El archivo «backbone only», no el checkpoint completo.',
  'The "{0}" provider could not open a model.': 'El proveedor "{0}" no pudo abrir un modelo.',
  'The "{0}" provider failed while it was computing: its device was lost, ran out of memory, or its driver gave up.':
    'El proveedor "{0}" falló mientras calculaba: se perdió su dispositivo, se quedó sin memoria o su controlador desistió.',
  "The .pt file on OpenAI's own page holds a program besides the weights; take the one named here.":
    'El archivo .pt de la página de OpenAI contiene un programa además de los pesos; tome el que se nombra aquí.',
  'The COCO file is too large: it has more than {0} annotations.':
    'El archivo COCO es demasiado grande: tiene más de {0} anotaciones.',
  'The COCO file is too large: it has {0} MB; {1} are read.':
    'El archivo COCO es demasiado grande: ocupa {0} MB; se leen {1}.',
  'The COCO file is too large: it names more than {0} categories.':
    'El archivo COCO es demasiado grande: nombra más de {0} categorías.',
  'The COCO file is too large: it names more than {0} images.':
    'El archivo COCO es demasiado grande: nombra más de {0} imágenes.',
  'The JSON file is cut short or damaged, or an entry of it is larger than 32 MB.':
    'El archivo JSON está truncado o dañado, o una de sus entradas ocupa más de 32 MB.',
  'The adapters and segmentation heads that this erasure takes along are not the ones that were shown.':
    'Los adaptadores y cabezales de segmentación que se lleva este borrado no son los que se mostraron.',
  'The best baseline, {0}, has {1}; calibrated error minus its: {2}.':
    'La mejor referencia, {0}, tiene {1}; error calibrado menos el suyo: {2}.',
  'The box is too small to look into: {0}×{1} pixels at the size that is worked at.':
    'El recuadro es demasiado pequeño para buscar en él: {0}×{1} píxeles al tamaño con el que se trabaja.',
  'The box lies outside of the picture.': 'El recuadro queda fuera de la imagen.',
  'The cache of prepared frames is not written any more ({0}); the work goes on.':
    'La caché de fotogramas preparados ya no se escribe ({0}); el trabajo continúa.',
  'The cases of the task {0} have labels of several schemas: they were labelled by another version of it in between.':
    'Los casos de la tarea {0} tienen etiquetas de varios esquemas: entretanto los etiquetó otra versión de la tarea.',
  'The catalogue has no network of that name.': 'El catálogo no tiene ninguna red con ese nombre.',
  'The catalogue of backbones ("catalogue.json") cannot be read: "{0}" is not as expected.':
    'El catálogo de backbones ("catalogue.json") no se puede leer: "{0}" no es lo que se esperaba.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is larger than 1 MB.':
    'El catálogo de backbones ("catalogue.json") no se puede leer: ocupa más de 1 MB.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is missing or locked.':
    'El catálogo de backbones ("catalogue.json") no se puede leer: falta o está bloqueado.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is not JSON.':
    'El catálogo de backbones ("catalogue.json") no se puede leer: no es JSON.',
  'The checkpoint is spread over several files, and {0} is not among them.':
    'El checkpoint está repartido en varios archivos, y {0} no está entre ellos.',
  'The class whose mean is nearest to the frozen network’s answer: nothing is trained.':
    'La clase cuya media está más cerca de la respuesta de la red congelada: no se entrena nada.',
  'The classes are not all classes of one mask schema of this data folder.':
    'Las clases no son todas de un mismo esquema de máscaras de esta carpeta de datos.',
  'The classes that were stated do not fit the model: a channel is named twice.':
    'Las clases indicadas no encajan con el modelo: un canal figura dos veces.',
  'The classes that were stated do not fit the model: it has {0} channels, numbered from 0.':
    'Las clases indicadas no encajan con el modelo: tiene {0} canales, numerados desde 0.',
  'The classes that were stated do not fit the model: none of them is a class.':
    'Las clases indicadas no encajan con el modelo: ninguna de ellas es una clase.',
  'The cohort has no cases of {0}; its sites are {1}.':
    'La cohorte no tiene casos de {0}; sus centros son {1}.',
  'The cohort has {0} patient; training and test need at least {1}, since none may be in two of them.':
    'La cohorte tiene {0} paciente; entrenamiento y prueba necesitan al menos {1}, pues ninguno puede estar en los dos.',
  'The cohort has {0} patient; training, validation and test need at least {1}, since none may be in two of them.':
    'La cohorte tiene {0} paciente; entrenamiento, validación y prueba necesitan al menos {1}, pues ninguno puede estar en dos de ellos.',
  'The cohort has {0} patients; training and test need at least {1}, since none may be in two of them.':
    'La cohorte tiene {0} pacientes; entrenamiento y prueba necesitan al menos {1}, pues ninguno puede estar en los dos.',
  'The cohort has {0} patients; training, validation and test need at least {1}, since none may be in two of them.':
    'La cohorte tiene {0} pacientes; entrenamiento, validación y prueba necesitan al menos {1}, pues ninguno puede estar en dos de ellos.',
  'The cohort holds no labelled findings.': 'La cohorte no contiene hallazgos etiquetados.',
  'The collections that it was trained on have licences of their own.':
    'Las colecciones con las que se entrenó tienen sus propias licencias.',
  'The colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    'Los colores con los que se entrenó: 0.5, 0.5, 0.5 para el ViT de Google, los de ImageNet para la mayoría de los demás.',
  'The components add up to {0} per cent.': 'Los componentes suman el {0} por ciento.',
  'The compute process ended while it was working.': 'El proceso de cálculo terminó mientras trabajaba.',
  'The compute process ended {0} times in a row, before a single further epoch.':
    'El proceso de cálculo terminó {0} veces seguidas, sin completar ni una sola época más.',
  'The data folder cannot be written to.': 'No se puede escribir en la carpeta de datos.',
  'The data folder is already open in another Lapidary (process {0}, since {1}).':
    'La carpeta de datos ya está abierta en otro Lapidary (proceso {0}, desde {1}).',
  "The data folder lies in a folder that {0} copies to other computers. That would send patients' pictures out of the house and can damage the database.":
    'La carpeta de datos está en una carpeta que {0} copia a otros equipos. Eso sacaría del centro imágenes de pacientes y puede dañar la base de datos.',
  'The data folder lies on a network file system ({0}). A database can lose entries there when the connection drops.':
    'La carpeta de datos está en un sistema de archivos de red ({0}). Una base de datos puede perder allí entradas cuando se corta la conexión.',
  'The data folder lies on a shared folder of another computer. A database can lose entries there when the connection drops.':
    'La carpeta de datos está en una carpeta compartida de otro equipo. Una base de datos puede perder allí entradas cuando se corta la conexión.',
  'The data folder no longer holds adapter {0}….': 'La carpeta de datos ya no contiene el adaptador {0}….',
  'The data folder no longer holds frame {0}….': 'La carpeta de datos ya no contiene la imagen {0}….',
  'The data folder no longer holds source file {0}….':
    'La carpeta de datos ya no contiene el archivo de origen {0}….',
  'The data folder no longer holds this network.': 'La carpeta de datos ya no contiene esta red.',
  'The data folder’s path leads through a file, or is one.':
    'La ruta de la carpeta de datos pasa por un archivo, o es uno.',
  'The database is already open in another process.': 'La base de datos ya está abierta en otro proceso.',
  'The database of this data folder is damaged.': 'La base de datos de esta carpeta de datos está dañada.',
  'The device that computes was lost {0} times in a row, before a single further epoch. {1}':
    'El dispositivo que calcula se perdió {0} veces seguidas, sin completar ni una sola época más. {1}',
  'The disk of this machine is {0} MB; {1} MB is more than that.':
    'El disco de este equipo es de {0} MB; {1} MB es más.',
  'The disk that holds the data folder has no room for another {0}.':
    'El disco de la carpeta de datos no tiene espacio para otros {0}.',
  'The disk that holds the data folder has no room.': 'El disco de la carpeta de datos no tiene espacio.',
  'The file cannot be read.': 'El archivo no se puede leer.',
  'The file classes.json is not one that Lapidary writes: it does not begin as one does.':
    'El archivo classes.json no es uno de los que escribe Lapidary: no empieza como uno de ellos.',
  'The file classes.json is not one that Lapidary writes: it is larger than 64 MB.':
    'El archivo classes.json no es uno de los que escribe Lapidary: ocupa más de 64 MB.',
  'The file classes.json is not one that Lapidary writes: its classes cannot be understood.':
    'El archivo classes.json no es uno de los que escribe Lapidary: sus clases no se entienden.',
  'The file classes.json is not one that Lapidary writes: its frames cannot be understood.':
    'El archivo classes.json no es uno de los que escribe Lapidary: sus imágenes no se entienden.',
  'The file does not say all that has to be known of this network: {0}.':
    'El archivo no dice todo lo que hay que saber de esta red: {0}.',
  'The file has {0} MB; at most {1} MB are read.': 'El archivo ocupa {0} MB; se leen como máximo {1} MB.',
  'The file holds {0} pages; at most {1} are read.':
    'El archivo contiene {0} páginas; se leen como máximo {1}.',
  'The file holds {0} tensors that are not known, such as {1}.':
    'El archivo contiene {0} tensores que no se conocen, como {1}.',
  'The file is called like the one of {0}, and its contents are others. What the catalogue says of that network may not hold.':
    'El archivo se llama como el de {0}, y su contenido es otro. Lo que el catálogo dice de esa red puede no ser válido.',
  'The file is not there.': 'El archivo no está ahí.',
  'The file lapidary.sqlite in this folder was not made by Lapidary.':
    'El archivo lapidary.sqlite de esta carpeta no lo creó Lapidary.',
  'The files cannot be imported: none of them is known to hold weights.':
    'Los archivos no se pueden importar: no se sabe de ninguno de ellos que contenga pesos.',
  'The files cannot be imported: several of them hold weights: {0}.':
    'Los archivos no se pueden importar: varios de ellos contienen pesos: {0}.',
  'The files cannot be imported: they lie in several folders.':
    'Los archivos no se pueden importar: están en varias carpetas.',
  'The files cannot be imported: {0} is no file.':
    'Los archivos no se pueden importar: {0} no es un archivo.',
  'The files cannot be imported: {0} is not among the files.':
    'Los archivos no se pueden importar: {0} no está entre los archivos.',
  'The files of this model are gone from the data folder.':
    'Los archivos de este modelo ya no están en la carpeta de datos.',
  'The finding has no mask on this frame, and the method reads the frame through it.':
    'El hallazgo no tiene máscara en esta imagen, y el método lee la imagen a través de ella.',
  'The finding has no prediction on this frame, so there is nothing to explain.':
    'El hallazgo no tiene predicción en esta imagen, así que no hay nada que explicar.',
  'The finding is not on this frame any more.': 'El hallazgo ya no está en esta imagen.',
  'The first line must name the columns: image and, where wanted, mask, patient, study, label, site. Other columns are ignored.':
    'La primera línea debe nombrar las columnas: image y, donde se quieran, mask, patient, study, label, site. Las demás columnas se pasan por alto.',
  'The frame, its mask or the model has changed since this prediction was made.':
    'La imagen, su máscara o el modelo han cambiado desde esta predicción.',
  'The frozen network hash {0}, is not installed here.':
    'La red congelada con el hash {0} no está instalada aquí.',
  'The frozen network is shown the region alone, with learned tokens beside it. Needs masks.':
    'A la red congelada se le muestra solo la región, con tokens aprendidos a su lado. Necesita máscaras.',
  'The frozen network is shown the region alone; low-rank updates of what its blocks attend to. Needs masks.':
    'A la red congelada se le muestra solo la región; actualizaciones de rango bajo de aquello a lo que atienden sus bloques. Necesita máscaras.',
  'The frozen network “{0}”, hash {1}, is not installed here.':
    'La red congelada «{0}», hash {1}, no está instalada aquí.',
  'The image has regions of categories that nothing was said of, or that were not to occur: {0}.':
    'La imagen tiene regiones de categorías de las que no se dijo nada, o que no debían aparecer: {0}.',
  'The image tower is read, the text tower is left.': 'Se lee la torre de imagen y se deja la de texto.',
  'The import ended before this file. {0}': 'La importación terminó antes de este archivo. {0}',
  'The import was cancelled.': 'La importación se canceló.',
  'The manifest cannot be read as CSV (line {0}): a quotation mark is opened and not closed, or stands inside a cell.':
    'La tabla no se puede leer como CSV (línea {0}): unas comillas se abren y no se cierran, o están dentro de una celda.',
  'The manifest cannot be read as CSV: a quotation mark is opened and not closed, or stands inside a cell.':
    'La tabla no se puede leer como CSV: unas comillas se abren y no se cierran, o están dentro de una celda.',
  'The manifest has no rows.': 'La tabla no tiene filas.',
  'The manifest has {0} different labels; at most {1} classes are made from a manifest.':
    'La tabla tiene {0} etiquetas distintas; de una tabla se hacen como máximo {1} clases.',
  'The manifest is not in UTF-8 but in UTF-16.': 'La tabla no está en UTF-8, sino en UTF-16.',
  'The manifest is not in UTF-8.': 'La tabla no está en UTF-8.',
  'The manifest names a file outside its own folder.':
    'La tabla nombra un archivo fuera de su propia carpeta.',
  'The manifest\'s header is not usable. It has no column "image". Found: {0}.':
    'El encabezado de la tabla no se puede usar. No tiene la columna "image". Se encontró: {0}.',
  'The manifest\'s header is not usable. It has the column "{0}" twice. Found: {1}.':
    'El encabezado de la tabla no se puede usar. Tiene dos veces la columna "{0}". Se encontró: {1}.',
  'The manifest\'s header is not usable. Its column "{0}" is probably meant to be "{1}". Found: {2}.':
    'El encabezado de la tabla no se puede usar. Su columna "{0}" probablemente quiere ser "{1}". Se encontró: {2}.',
  'The marks take more than {0} kB.': 'Las marcas ocupan más de {0} kB.',
  'The mask file holds {0} pages; which belongs to the picture cannot be told.':
    'El archivo de la máscara contiene {0} páginas; no se sabe cuál corresponde a la imagen.',
  'The mask has more than {0} different values besides the background.':
    'La máscara tiene más de {0} valores distintos además del fondo.',
  'The mask has values that no class was named for: {0} and {1} more.':
    'La máscara tiene valores para los que no se indicó ninguna clase: {0} y {1} más.',
  'The mask has values that no class was named for: {0}.':
    'La máscara tiene valores para los que no se indicó ninguna clase: {0}.',
  'The mask has values that nothing was said of, or that were not to occur: {0}.':
    'La máscara tiene valores de los que no se dijo nada, o que no debían aparecer: {0}.',
  'The mask is a colour picture; which colour means which class cannot be told.':
    'La máscara es una imagen en color; no se sabe qué color significa qué clase.',
  'The mask is larger than any mask can be.': 'La máscara es mayor de lo que puede ser una máscara.',
  'The mask is neither greyscale nor a picture with a palette.':
    'La máscara no está ni en escala de grises ni es una imagen con paleta.',
  'The mask is {0}×{1} pixels, its frame {2}×{3}.': 'La máscara tiene {0}×{1} píxeles; su imagen, {2}×{3}.',
  'The mask is {0}×{1} pixels, its picture {2}×{3}.': 'La máscara tiene {0}×{1} píxeles; su imagen, {2}×{3}.',
  'The mask schema of this segmentation head has no such class.':
    'El esquema de máscaras de este cabezal de segmentación no tiene esa clase.',
  'The mask shows nothing of the finding, and the active method reads the frame through it.':
    'La máscara no muestra nada del hallazgo, y el método activo lee la imagen a través de ella.',
  'The mask uses the value {0} without saying which class that is.':
    'La máscara usa el valor {0} sin decir qué clase es.',
  'The mask value {0} is given two meanings.': 'Al valor {0} de la máscara se le dan dos significados.',
  'The mask was changed elsewhere. Reload the study, or choose the version from the list of versions.':
    'La máscara se modificó en otro lugar. Vuelva a cargar el estudio o elija la versión de la lista de versiones.',
  'The mask went through JPEG, which blurs values.': 'La máscara pasó por JPEG, que difumina los valores.',
  'The masks of the {0} frames that were chosen mark nothing that could be learned.':
    'Las máscaras de las {0} imágenes elegidas no delimitan nada que se pueda aprender.',
  'The masks of this study are of schemas with {0} classes in all; an export holds 255.':
    'Las máscaras de este estudio son de esquemas con {0} clases en total; una exportación admite 255.',
  'The mask’s bounding box, cut from the stored frame, then a linear head. Needs masks.':
    'El recuadro que encierra la máscara, recortado de la imagen guardada, y después un cabezal lineal. Necesita máscaras.',
  'The memory of this machine is {0} MB; {1} MB is more than that.':
    'La memoria de este equipo es de {0} MB; {1} MB es más.',
  'The method gave up on these marks.': 'El método desistió con estas marcas.',
  'The model failed while it was computing.': 'El modelo falló mientras calculaba.',
  'The model failed while it was computing: {0}.': 'El modelo falló mientras calculaba: {0}.',
  'The model finds no region there.': 'El modelo no encuentra ninguna región ahí.',
  'The model gives {0} scores for masks of the shape [{1}].':
    'El modelo da {0} puntuaciones para máscaras de la forma [{1}].',
  'The model has an input that its card does not know.':
    'El modelo tiene una entrada que su ficha no conoce.',
  'The model has an input that its card does not know: {0}.':
    'El modelo tiene una entrada que su ficha no conoce: {0}.',
  'The model takes elements of a type that is not given here.':
    'El modelo recibe elementos de un tipo que aquí no se da.',
  'The model takes elements of a type that is not given here: {0}.':
    'El modelo recibe elementos de un tipo que aquí no se da: {0}.',
  'The model takes or gives something that is no tensor.': 'El modelo recibe o da algo que no es un tensor.',
  'The model takes or gives something that is no tensor: {0}.':
    'El modelo recibe o da algo que no es un tensor: {0}.',
  'The model’s answer cannot be used: an output has the shape [{0}], and {1} dimensions were expected.':
    'La respuesta del modelo no se puede usar: una salida tiene la forma [{0}], y se esperaban {1} dimensiones.',
  'The model’s answer cannot be used: an output is missing.':
    'La respuesta del modelo no se puede usar: falta una salida.',
  'The model’s answer cannot be used: it has {0} channels, and its card names {1}.':
    'La respuesta del modelo no se puede usar: tiene {0} canales, y su ficha nombra {1}.',
  'The model’s answer cannot be used: it has {0} scores for masks of the shape [{1}].':
    'La respuesta del modelo no se puede usar: tiene {0} puntuaciones para máscaras de la forma [{1}].',
  'The model’s answer cannot be used: it holds numbers that are not finite.':
    'La respuesta del modelo no se puede usar: contiene números que no son finitos.',
  'The model’s answer cannot be used: it holds the class {0}, of which its card does not say what it is.':
    'La respuesta del modelo no se puede usar: contiene la clase {0}, de la que su ficha no dice qué es.',
  'The model’s answer cannot be used: it holds {0} maps for one picture.':
    'La respuesta del modelo no se puede usar: contiene {0} mapas para una sola imagen.',
  'The model’s answer cannot be used: its card names more than 255 classes, and a mask has at most 255 segments.':
    'La respuesta del modelo no se puede usar: su ficha nombra más de 255 clases, y una máscara tiene como máximo 255 segmentos.',
  'The model’s answer cannot be used: its encoder gave no embedding.':
    'La respuesta del modelo no se puede usar: su codificador no dio ningún embedding.',
  'The name holds the identifier of a frame that is not in this study.':
    'El nombre contiene el identificador de una imagen que no está en este estudio.',
  'The name that open_clip gives its files; the page itself was not seen.':
    'Así nombra open_clip sus archivos; no se consultó la página misma.',
  'The name that timm gives its files; the page itself was not seen.':
    'Así nombra timm sus archivos; no se consultó la página misma.',
  'The network sees the whole frame; the head reads what it made of the region. Needs masks.':
    'La red ve la imagen entera; el cabezal lee lo que ella hizo de la región. Necesita máscaras.',
  'The network’s biases alone, no mask': 'Solo los sesgos de la red, sin máscara',
  'The number of attention heads; the weights do not tell.':
    'El número de cabezas de atención; los pesos no lo dicen.',
  'The options of {0} are not usable: {1}': 'Las opciones de {0} no se pueden usar: {1}',
  'The options of {0} do not go with this network: {1}.': 'Las opciones de {0} no van con esta red: {1}.',
  'The page ended by itself several times.': 'La página se cerró sola varias veces.',
  'The page is not in {0}.': 'La página no está en {0}.',
  'The payload of a task is invalid at: {0}.': 'La carga de una tarea no es válida en: {0}.',
  'The picture is cut short or damaged: not all of it can be read.':
    'La imagen está truncada o dañada: no se puede leer entera.',
  'The picture says it is {0}×{1} pixels; at most {2} a side and 64 megapixels are read.':
    'La imagen dice tener {0}×{1} píxeles; se leen como máximo {2} por lado y 64 megapíxeles.',
  'The picture\'s values are of the kind "{0}"; 8 and 16 bit whole numbers are read.':
    'Los valores de la imagen son del tipo "{0}"; se leen números enteros de 8 y 16 bits.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 8cad7c.':
    'El checkpoint preentrenado, no uno con ajuste fino. Su MD5 empieza por 8cad7c.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 9bdbb0.':
    'El checkpoint preentrenado, no uno con ajuste fino. Su MD5 empieza por 9bdbb0.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with b8b06e.':
    'El checkpoint preentrenado, no uno con ajuste fino. Su MD5 empieza por b8b06e.',
  'The provider "{0}" cannot be chosen: {1}': 'El proveedor "{0}" no se puede elegir: {1}',
  'The provider "{0}", which is chosen in the settings, cannot be used: {1}':
    'El proveedor "{0}", elegido en la configuración, no se puede usar: {1}',
  'The providers of this machine are not examined yet.':
    'Los proveedores de este equipo aún no se han examinado.',
  'The reading changed while it was about to be signed: in another window, or by a job that has just ended.':
    'La lectura cambió cuando iba a firmarse: en otra ventana o por una tarea que acaba de terminar.',
  'The reading is no longer what was signed.': 'La lectura ya no es lo que se firmó.',
  'The record of what was done has been tampered with: {0}.':
    'El registro de lo que se hizo ha sido manipulado: {0}.',
  'The region under the mask becomes tokens that tune the frozen network. Needs masks; learns a prompt and a linear head.':
    'La región bajo la máscara se convierte en tokens que ajustan la red congelada. Necesita máscaras; aprende un prompt y un cabezal lineal.',
  'The runtime cannot open this model.': 'El entorno de ejecución no puede abrir este modelo.',
  'The runtime cannot open this model: {0}.': 'El entorno de ejecución no puede abrir este modelo: {0}.',
  'The same weights, in the older format.': 'Los mismos pesos, en el formato anterior.',
  'The same, in the older format; the page itself was not seen.':
    'Lo mismo, en el formato anterior; no se consultó la página misma.',
  'The schema that was stated is no mask schema, or lacks one of the classes.':
    'El esquema indicado no es un esquema de máscaras, o le falta una de las clases.',
  'The segments of this mask are not all classes of one mask schema.':
    'Los segmentos de esta máscara no son todos clases de un mismo esquema de máscaras.',
  'The shipped segmentation head was changed while Lapidary was open.':
    'El cabezal de segmentación incluido cambió mientras Lapidary estaba abierto.',
  'The smallest here: for slow machines and for trying things out.':
    'La más pequeña de esta lista: para equipos lentos y para hacer pruebas.',
  'The spread of the colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    'La desviación de los colores con los que se entrenó: 0.5, 0.5, 0.5 para el ViT de Google, la de ImageNet para la mayoría de los demás.',
  'The stored adapter {0}… is not what was stored: its bytes have changed.':
    'El adaptador guardado {0}… no es lo que se guardó: sus bytes han cambiado.',
  'The stored frame {0}… is not what was stored: its bytes have changed.':
    'La imagen guardada {0}… no es lo que se guardó: sus bytes han cambiado.',
  'The stored source file {0}… is not what was stored: its bytes have changed.':
    'El archivo de origen guardado {0}… no es lo que se guardó: sus bytes han cambiado.',
  'The study has {0} masks; a ZIP file holds {1} of them.':
    'El estudio tiene {0} máscaras; un archivo ZIP contiene {1} de ellas.',
  'The study is signed. Its predictions stay as they were when it was.':
    'El estudio está firmado. Sus predicciones quedan como estaban al firmarlo.',
  'The system did not let the process change its priority.':
    'El sistema no permitió que el proceso cambiara su prioridad.',
  'The task {0} has no cases here. They are {1}.': 'La tarea {0} no tiene casos aquí. Son {1}.',
  'The tensor {0} was left out: it is {1}.': 'Se omitió el tensor {0}: es {1}.',
  'The terms under which its publisher lets you use it.':
    'Las condiciones bajo las que su editor permite usarla.',
  'The text {0} was left out: it has {1} characters.': 'Se omitió el texto {0}: tiene {1} caracteres.',
  'The training checkpoint does not fit: it has no matching state for "{0}".':
    'El punto de control del entrenamiento no encaja: no tiene un estado que corresponda a "{0}".',
  'The upload broke off.': 'El envío se interrumpió.',
  'The upload is larger than {0} MB.': 'El envío ocupa más de {0} MB.',
  'The weights of the first ViT paper; the AugReg ones are later.':
    'Los pesos del primer artículo sobre ViT; los de AugReg son posteriores.',
  'The whole frame already is a finding of this label schema.':
    'La imagen entera ya es un hallazgo de este esquema de etiquetas.',
  'The whole frame, stretched to a square.': 'La imagen entera, estirada a un cuadrado.',
  'The whole frame, stretched to a square. timm states bicubic and a centred crop of 0.9 for the same weights.':
    'La imagen entera, estirada a un cuadrado. Para los mismos pesos, timm indica bicúbica y un recorte centrado de 0,9.',
  'The work goes on from its last checkpoint. If this happens again, choose "cpu" in the settings.':
    'El trabajo continúa desde su último punto de control. Si se repite, elija "cpu" en la configuración.',
  'The work was cancelled.': 'El trabajo se canceló.',
  'The workstation is being closed.': 'La estación de trabajo se está cerrando.',
  'The {0} compute process ended {1} times in a row before finishing anything.':
    'El proceso de cálculo {0} terminó {1} veces seguidas antes de completar nada.',
  'The {0} process did not stop a cancelled task in time; it is ended.':
    'El proceso {0} no detuvo a tiempo una tarea cancelada; se termina.',
  'The {0} process ended ({1}) with {2} tasks running.':
    'El proceso {0} terminó ({1}) con {2} tareas en curso.',
  'The {0} process sent a message that makes no sense; it is ended.':
    'El proceso {0} envió un mensaje sin sentido; se termina.',
  'There are more masks than one ZIP file can hold (65,535 files, 4 GB).':
    'Hay más máscaras de las que caben en un archivo ZIP (65 535 archivos, 4 GB).',
  'There are more than {0} files in what was chosen.': 'Hay más de {0} archivos en lo elegido.',
  'There are more than {0} files.': 'Hay más de {0} archivos.',
  'There are {0} pictures, {1} COCO files and {2} files classes.json.':
    'Hay {0} imágenes, {1} archivos COCO y {2} archivos classes.json.',
  'There is a patient with this number already.': 'Ya hay un paciente con este número.',
  'There is no label schema "{0}".': 'No existe el esquema de etiquetas «{0}».',
  'There is no mask among the files.': 'No hay ninguna máscara entre los archivos.',
  'There is no method "{0}".': 'No existe el método "{0}".',
  'There is no readable file {0}.': 'No hay ningún archivo {0} que se pueda leer.',
  'There is no step of this frame any more that could be undone that way.':
    'Ya no hay ningún paso de esta imagen que se pueda deshacer así.',
  'There is no step of this frame any more that was undone that way.':
    'Ya no hay ningún paso de esta imagen que se haya deshecho así.',
  'There is no such adapter any more.': 'Ese adaptador ya no existe.',
  'There is no such address.': 'Esa dirección no existe.',
  'There is no such cohort any more.': 'Esa cohorte ya no existe.',
  'There is no such experiment in this data folder.': 'Ese experimento no existe en esta carpeta de datos.',
  'There is no such job.': 'Esa tarea no existe.',
  'There is no such label schema, or it has no classes.':
    'Ese esquema de etiquetas no existe, o no tiene clases.',
  'There is no such label schema.': 'Ese esquema de etiquetas no existe.',
  'There is no such location.': 'Esa localización no existe.',
  'There is no such mask schema.': 'Ese esquema de máscaras no existe.',
  'There is no such method to propose a mask with; its model may have been removed.':
    'No existe ese método para proponer una máscara; puede que se haya quitado su modelo.',
  'There is no such model.': 'Ese modelo no existe.',
  'There is no such network.': 'Esa red no existe.',
  'There is no such reader on this workstation.': 'Ese lector no existe en esta estación de trabajo.',
  'There is no such segmentation head any more.': 'Ese cabezal de segmentación ya no existe.',
  'There is no such signature.': 'Esa firma no existe.',
  'There is no such signed reading.': 'Esa lectura firmada no existe.',
  'There is no such study, or it has no frames.': 'Ese estudio no existe, o no tiene imágenes.',
  'There is no such study.': 'Ese estudio no existe.',
  'There is no task "{0}".': 'No existe la tarea "{0}".',
  'These are no usable probabilities: a grid of {0}×{1} cells is outside of what can be.':
    'Estas probabilidades no se pueden usar: una cuadrícula de {0}×{1} celdas está fuera de lo posible.',
  'These are no usable probabilities: a value is not between 0 and 1.':
    'Estas probabilidades no se pueden usar: un valor no está entre 0 y 1.',
  'These are no usable probabilities: the temperature is not one.':
    'Estas probabilidades no se pueden usar: la temperatura no es válida.',
  'These are no usable probabilities: their length is not that of the grid.':
    'Estas probabilidades no se pueden usar: su longitud no es la de la cuadrícula.',
  'These are no usable probabilities: they do not start as probabilities do.':
    'Estas probabilidades no se pueden usar: no empiezan como empiezan las probabilidades.',
  'These are no usable probabilities: {0} values do not fill its grid.':
    'Estas probabilidades no se pueden usar: {0} valores no llenan su cuadrícula.',
  'These files were already imported, or were never sent.':
    'Estos archivos ya se importaron o nunca se enviaron.',
  'These frames are of this study already.': 'Estas imágenes ya son de este estudio.',
  'These two files are no pair: one is a decoder of {0}, and {1} does not give what it reads. It has {2}.':
    'Estos dos archivos no forman pareja: uno es un decodificador de {0}, y {1} no da lo que este lee. Tiene {2}.',
  'These two masks are of different frames.': 'Estas dos máscaras son de imágenes distintas.',
  'This adapter was tuned by a version of Lapidary that prepared frames in another way.':
    'Este adaptador se ajustó con una versión de Lapidary que preparaba las imágenes de otra manera.',
  'This adapter was tuned on another network than the one that is installed.':
    'Este adaptador se ajustó con otra red que la instalada.',
  'This backbone cannot be used: "card.json" cannot be read.':
    'Este backbone no se puede usar: "card.json" no se puede leer.',
  'This backbone cannot be used: "card.json" is larger than 1 MB.':
    'Este backbone no se puede usar: "card.json" ocupa más de 1 MB.',
  'This backbone cannot be used: "card.json" is not JSON.':
    'Este backbone no se puede usar: "card.json" no es JSON.',
  'This backbone cannot be used: "card.json": {0}.': 'Este backbone no se puede usar: "card.json": {0}.',
  'This backbone cannot be used: "weights.safetensors" cannot be read.':
    'Este backbone no se puede usar: "weights.safetensors" no se puede leer.',
  'This backbone cannot be used: "weights.safetensors" is cut short.':
    'Este backbone no se puede usar: "weights.safetensors" está truncado.',
  'This backbone cannot be used: "{0}" is [{1}] where its card asks for [{2}].':
    'Este backbone no se puede usar: "{0}" es [{1}] donde su ficha pide [{2}].',
  'This backbone cannot be used: "{0}" is not in float32.':
    'Este backbone no se puede usar: "{0}" no está en float32.',
  'This backbone cannot be used: it has no tensor "{0}".':
    'Este backbone no se puede usar: no tiene el tensor "{0}".',
  'This backbone cannot be used: its card knows no tensor "{0}".':
    'Este backbone no se puede usar: su ficha no conoce ningún tensor "{0}".',
  'This backbone cannot be used: its weights are not those that its card was written for.':
    'Este backbone no se puede usar: sus pesos no son aquellos para los que se escribió su ficha.',
  'This checkpoint cannot be read: {0}.': 'Este checkpoint no se puede leer: {0}.',
  'This checkpoint cannot become a backbone: "{0}" holds values that are not finite numbers.':
    'Este checkpoint no puede convertirse en un backbone: "{0}" contiene valores que no son números finitos.',
  'This checkpoint cannot become a backbone: "{0}" is [{1}], where {2} values are needed.':
    'Este checkpoint no puede convertirse en un backbone: "{0}" es [{1}], donde se necesitan {2} valores.',
  'This checkpoint cannot become a backbone: it has more than {0} blocks.':
    'Este checkpoint no puede convertirse en un backbone: tiene más de {0} bloques.',
  'This checkpoint cannot become a backbone: it has no block 0.':
    'Este checkpoint no puede convertirse en un backbone: no tiene el bloque 0.',
  'This checkpoint cannot become a backbone: it has no class token ("{0}{1}"), without which networks are not read by this version.':
    'Este checkpoint no puede convertirse en un backbone: no tiene token de clase ("{0}{1}"), sin el cual esta versión no lee redes.',
  'This checkpoint cannot become a backbone: it has no position embedding ({0}).':
    'Este checkpoint no puede convertirse en un backbone: no tiene codificación de posición ({0}).',
  'This checkpoint cannot become a backbone: it has no tensor "{0}{1}".':
    'Este checkpoint no puede convertirse en un backbone: no tiene el tensor "{0}{1}".',
  'This checkpoint cannot become a backbone: it has no tensor {0}.':
    'Este checkpoint no puede convertirse en un backbone: no tiene el tensor {0}.',
  'This checkpoint cannot become a backbone: its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known.':
    'Este checkpoint no puede convertirse en un backbone: sus bloques contienen tensores que no se entienden ({0}, como {1}), así que no se sabe qué calculan.',
  'This checkpoint cannot become a backbone: its patch embedding {0} is [{1}], not one of square patches of three colours.':
    'Este checkpoint no puede convertirse en un backbone: su embedding de parches {0} es [{1}], no uno de parches cuadrados de tres colores.',
  'This checkpoint cannot become a backbone: its position embedding has {0} rows, which is no square of cells beside its tokens.':
    'Este checkpoint no puede convertirse en un backbone: su codificación de posición tiene {0} filas, que no son un cuadrado de celdas además de sus tokens.',
  'This checkpoint cannot become a backbone: of "{0}{1}" a bias is missing.':
    'Este checkpoint no puede convertirse en un backbone: a "{0}{1}" le falta un sesgo.',
  'This checkpoint holds several vision transformers: {0}.':
    'Este checkpoint contiene varios transformadores de visión: {0}.',
  'This checkpoint is not read here: {0}.': 'Este checkpoint no se lee aquí: {0}.',
  'This checkpoint is not read: {0}.': 'Este checkpoint no se lee: {0}.',
  'This class is not one of the finding’s label schema.':
    'Esta clase no es del esquema de etiquetas del hallazgo.',
  'This comment is not in the database.': 'Este comentario no está en la base de datos.',
  'This data folder was last used by a newer Lapidary (it has the step {0}, which this version does not know).':
    'Esta carpeta de datos la usó por última vez un Lapidary más reciente (tiene el paso {0}, que esta versión no conoce).',
  'This data folder was made with another text of the step {0}: it comes from an unreleased version.':
    'Esta carpeta de datos se creó con otro texto del paso {0}: procede de una versión no publicada.',
  'This finding is not in the database.': 'Este hallazgo no está en la base de datos.',
  'This finding is not on this frame, or no longer in the database.':
    'Este hallazgo no está en esta imagen, o ya no está en la base de datos.',
  'This finding on this frame is not in the database.':
    'Este hallazgo en esta imagen no está en la base de datos.',
  'This frame has no mask, and the chosen method reads the frame through its mask.':
    'Esta imagen no tiene máscara, y el método elegido lee la imagen a través de su máscara.',
  'This frame is no longer in the database.': 'Esta imagen ya no está en la base de datos.',
  'This frame is not in the database.': 'Esta imagen no está en la base de datos.',
  'This is a TorchScript program: its weights were read, its code was not.':
    'Esto es un programa TorchScript: se leyeron sus pesos, no su código.',
  'This is an animation of {0} pictures, not a still.':
    'Esto es una animación de {0} imágenes, no una imagen fija.',
  'This is not a COCO file of object instances: an annotation belongs to image {0}, which it does not name.':
    'Esto no es un archivo COCO de instancias de objetos: una anotación pertenece a la imagen {0}, que el archivo no nombra.',
  'This is not a COCO file of object instances: annotation {0} cannot be understood ({1}).':
    'Esto no es un archivo COCO de instancias de objetos: la anotación {0} no se entiende ({1}).',
  'This is not a COCO file of object instances: annotation {0}{1} of the image cannot be understood ({2}).':
    'Esto no es un archivo COCO de instancias de objetos: la anotación {0}{1} de la imagen no se entiende ({2}).',
  'This is not a COCO file of object instances: category {0}{1} cannot be understood ({2}).':
    'Esto no es un archivo COCO de instancias de objetos: la categoría {0}{1} no se entiende ({2}).',
  'This is not a COCO file of object instances: image {0}{1} cannot be understood ({2}).':
    'Esto no es un archivo COCO de instancias de objetos: la imagen {0}{1} no se entiende ({2}).',
  'This is not a COCO file of object instances: it names no categories.':
    'Esto no es un archivo COCO de instancias de objetos: no nombra ninguna categoría.',
  'This is not a COCO file of object instances: it names no images.':
    'Esto no es un archivo COCO de instancias de objetos: no nombra ninguna imagen.',
  'This is not a COCO file of object instances: two categories have the id {0}.':
    'Esto no es un archivo COCO de instancias de objetos: dos categorías tienen el id {0}.',
  'This is not a COCO file of object instances: two images have the id {0}.':
    'Esto no es un archivo COCO de instancias de objetos: dos imágenes tienen el id {0}.',
  'This is not a place in the worklist.': 'Esto no es un lugar de la lista de trabajo.',
  'This is not a usable mask: a run is cut short.': 'Esta máscara no se puede usar: un tramo está truncado.',
  'This is not a usable mask: it does not start as a label map does.':
    'Esta máscara no se puede usar: no empieza como un mapa de etiquetas.',
  'This is not a usable mask: it ends before its last row.':
    'Esta máscara no se puede usar: termina antes de su última fila.',
  'This is not a usable mask: it has {0} values where {1}×{2} need {3}.':
    'Esta máscara no se puede usar: tiene {0} valores donde {1}×{2} necesitan {3}.',
  'This is not a usable mask: its runs do not fit its size.':
    'Esta máscara no se puede usar: sus tramos no encajan con su tamaño.',
  'This is not a usable mask: its size {0}×{1} is outside what a mask may have.':
    'Esta máscara no se puede usar: su tamaño {0}×{1} está fuera de lo que puede tener una máscara.',
  'This is one of {0} parts; the index beside it (….index.json) opens all of them.':
    'Este es uno de {0} fragmentos; el índice que está al lado (….index.json) los abre todos.',
  'This is the decoder of {0} alone.': 'Este es solo el decodificador de {0}.',
  'This is the encoder of a model that answers to clicks, alone.':
    'Este es solo el codificador de un modelo que responde a clics.',
  'This is {0}.': 'Esto es {0}.',
  'This job is no import of masks.': 'Esta tarea no es una importación de máscaras.',
  'This job is no import.': 'Esta tarea no es una importación.',
  'This machine\'s runtime has no "{0}" provider; it has {1}.':
    'El entorno de ejecución de este equipo no tiene el proveedor "{0}"; tiene {1}.',
  'This mask version is not in the database.': 'Esta versión de la máscara no está en la base de datos.',
  'This mask was changed elsewhere since it was opened.':
    'Esta máscara se modificó en otro lugar después de abrirla.',
  'This mask went through JPEG, which blurs values: give a threshold (--mask-threshold 128), or save the masks as PNG.':
    'Esta máscara pasó por JPEG, que difumina los valores: dé un umbral (--mask-threshold 128) o guarde las máscaras como PNG.',
  "This mask's list of runs cannot be used: {0}.":
    'La lista de tramos de esta máscara no se puede usar: {0}.',
  "This mask's outline cannot be used: {0}.": 'El contorno de esta máscara no se puede usar: {0}.',
  'This method has no options.': 'Este método no tiene opciones.',
  'This method looks for a region within a box, and there is none.':
    'Este método busca una región dentro de un recuadro, y no hay ninguno.',
  'This model answers to clicks, and proposes no masks of whole frames.':
    'Este modelo responde a clics y no propone máscaras de imágenes enteras.',
  'This model answers to points alone: its decoder has no input for a box.':
    'Este modelo responde solo a puntos: su decodificador no tiene entrada para un recuadro.',
  'This model needs the operator {0} of {1}, which is no part of ONNX.':
    'Este modelo necesita el operador {0} de {1}, que no forma parte de ONNX.',
  'This model proposes masks of whole frames, and does not answer to clicks.':
    'Este modelo propone máscaras de imágenes enteras y no responde a clics.',
  'This needs the permission "{0}", which you do not have.':
    'Para esto hace falta el permiso "{0}", que usted no tiene.',
  'This network comes with Lapidary and cannot be removed.':
    'Esta red viene con Lapidary y no se puede quitar.',
  'This network was not taken over: it answers two different pictures alike.':
    'Esta red no se admitió: responde igual a dos imágenes distintas.',
  'This network was not taken over: its features are not finite numbers.':
    'Esta red no se admitió: sus características no son números finitos.',
  'This network was not taken over: its features depend on how they are computed (they differ by {0}).':
    'Esta red no se admitió: sus características dependen de cómo se calculan (difieren en {0}).',
  'This patient is not in the database.': 'Este paciente no está en la base de datos.',
  'This prediction is not in the database any more, or there is a newer one.':
    'Esta predicción ya no está en la base de datos, o hay una más reciente.',
  'This prediction was made by a method that reads no mask, so there is nothing that the mask does.':
    'Esta predicción la hizo un método que no lee máscaras, así que la máscara no tiene efecto.',
  'This proposal is not in the database.': 'Esta propuesta no está en la base de datos.',
  'This reading is not what was signed.': 'Esta lectura no es lo que se firmó.',
  'This segment already is a finding of this label schema.':
    'Este segmento ya es un hallazgo de este esquema de etiquetas.',
  'This segment is not one of the frame.': 'Este segmento no es de la imagen.',
  'This segmentation head is being trained.': 'Este cabezal de segmentación se está entrenando.',
  'This segmentation head is not trained.': 'Este cabezal de segmentación no está entrenado.',
  'This segmentation head was not trained on such a class, and cannot say how probable it is.':
    'Este cabezal de segmentación no se entrenó con una clase así y no puede decir cuán probable es.',
  'This segmentation head was removed.': 'Este cabezal de segmentación se quitó.',
  'This segmentation head was trained on another network than the one that is installed.':
    'Este cabezal de segmentación se entrenó con otra red que la instalada.',
  'This segmentation head was trained on masks of another schema.':
    'Este cabezal de segmentación se entrenó con máscaras de otro esquema.',
  'This study is already in the database as one of another site.':
    'Este estudio ya está en la base de datos como estudio de otro centro.',
  'This study is not in the database.': 'Este estudio no está en la base de datos.',
  'This study is not signed, so there is nothing to amend.':
    'Este estudio no está firmado, así que no hay nada que enmendar.',
  'This study is signed already.': 'Este estudio ya está firmado.',
  'This study is signed, so its reading does not change.':
    'Este estudio está firmado, así que su lectura no cambia.',
  'This tray is no longer open.': 'Esta selección de archivos ya no está abierta.',
  'This very picture is already in the database, under patient {0}.':
    'Esta misma imagen ya está en la base de datos, con el paciente {0}.',
  'This was begun {0} times, and each time the workstation ended in the middle of it.':
    'Esto se inició {0} veces, y cada vez la estación de trabajo se cerró en medio.',
  'This was cancelled.': 'Esto se canceló.',
  'This weights file cannot be used: its header is cut short.':
    'Este archivo de pesos no se puede usar: su encabezado está truncado.',
  'This weights file cannot be used: tensor "{0}" is not F32.':
    'Este archivo de pesos no se puede usar: el tensor "{0}" no es F32.',
  'This weights file cannot be used: tensor {0} has type {1}; only F32 and F16 are read here.':
    'Este archivo de pesos no se puede usar: el tensor {0} es del tipo {1}; aquí solo se leen F32 y F16.',
  'This {0} is not in the database.': 'No está en la base de datos: {0}.',
  Tokens: 'Tokens',
  'Train a head on masks that you have, and activate it; or bring a model.':
    'Entrene un cabezal con las máscaras que tenga y actívelo, o añada un modelo.',
  'Train a new one.': 'Entrene uno nuevo.',
  'Trained by the Lapidary developers.': 'Entrenado por los desarrolladores de Lapidary.',
  'Trained on fewer photographs and classes than the ImageNet-21k networks.':
    'Entrenada con menos fotografías y clases que las redes de ImageNet-21k.',
  'Training diverged at step {0}{1}: a gradient is no longer a finite number.':
    'El entrenamiento divergió en el paso {0}{1}: un gradiente ya no es un número finito.',
  'Training diverged in epoch {0}{1}, step {2}{3}: {4} is no longer a finite number. The last good state before it is kept until the run is started anew, or three newer ones have failed.':
    'El entrenamiento divergió en la época {0}{1}, paso {2}{3}: {4} ya no es un número finito. El último estado bueno anterior se conserva hasta que la ejecución se inicie desde cero o hayan fallado tres más recientes.',
  'Training the segmentation head diverged in epoch {0}: the loss is no longer a finite number.':
    'El entrenamiento del cabezal de segmentación divergió en la época {0}: la pérdida ya no es un número finito.',
  'Try again.': 'Inténtelo de nuevo.',
  'Tune a method on labelled cases and activate its adapter, or name an adapter.':
    'Ajuste un método con casos etiquetados y active su adaptador, o indique un adaptador.',
  'Tune a method on labelled cases and activate its adapter.':
    'Ajuste un método con casos etiquetados y active su adaptador.',
  'Tune again and activate the new adapter.': 'Ajuste de nuevo y active el adaptador nuevo.',
  'Two of these findings are on the same frame, and a finding is one segment of a frame at most.':
    'Dos de estos hallazgos están en la misma imagen, y un hallazgo es como máximo un segmento de una imagen.',
  'Two test pictures gave different features, the same in both forms within {0}; one took {1} ms.':
    'Dos imágenes de prueba dieron características distintas, las mismas en ambas formas salvo {0}; una tardó {1} ms.',
  'Undo what was changed, or sign the amendment.': 'Deshaga lo modificado o firme la enmienda.',
  'Unpack it and choose one of them.': 'Descomprímalo y elija uno de ellos.',
  'Unpack it and choose the checkpoint in it.': 'Descomprímalo y elija el checkpoint que contiene.',
  'Unpack it and choose the file with the weights.': 'Descomprímalo y elija el archivo con los pesos.',
  'Update Lapidary on this computer, or choose another data folder. Nothing was changed.':
    'Actualice Lapidary en este equipo o elija otra carpeta de datos. No se ha cambiado nada.',
  'Use a fresh data folder.': 'Use una carpeta de datos nueva.',
  'Use a head of the installed network, or train again.':
    'Use un cabezal de la red instalada o entrene de nuevo.',
  'Use another head, or train again.': 'Use otro cabezal o entrene de nuevo.',
  'Use fewer schemas of masks in one study.': 'Use menos esquemas de máscaras en un mismo estudio.',
  'Use one of its classes: {0}, ….': 'Use una de sus clases: {0}, ….',
  'Use one of its classes: {0}.': 'Use una de sus clases: {0}.',
  'Use the window that is already open, or close it first.':
    'Use la ventana que ya está abierta o ciérrela antes.',
  'Use the window that is already open, or close it first. The command line works through it when it is told the same data folder.':
    'Use la ventana que ya está abierta o ciérrela antes. La línea de órdenes trabaja a través de ella cuando se le indica la misma carpeta de datos.',
  'Vanilla fine-tuning of everything, no mask': 'Ajuste fino corriente de todo, sin máscara',
  Variant: 'Variante',
  'Version {0} of its reading was signed, and is gone.':
    'La versión {0} de su lectura se firmó y ya no existe.',
  'Version {0} of this reading is not what was signed.':
    'La versión {0} de esta lectura no es lo que se firmó.',
  View: 'Vista',
  'Vision transformer (ViT)': 'Transformador de visión (ViT)',
  'Wait a minute and try again. If it goes on, choose the "cpu" provider in the settings and free some memory.':
    'Espere un minuto e inténtelo de nuevo. Si continúa, elija el proveedor "cpu" en la configuración y libere memoria.',
  'Wait for it to end, or cancel it, then erase.': 'Espere a que termine o cancélelo, y después borre.',
  'Wait for its training to end, or choose another head.':
    'Espere a que termine su entrenamiento o elija otro cabezal.',
  'What a mask should be proposed from cannot be understood ({0}).':
    'No se entiende a partir de qué debe proponerse una máscara ({0}).',
  'What is not known of this model has to be stated: {0}.':
    'Falta por indicar lo que no se sabe de este modelo: {0}.',
  'What is stated of this network cannot be: a width of {0} cannot have {1} heads.':
    'Lo indicado de esta red no es posible: un ancho de {0} no puede tener {1} cabezas.',
  'What is stated of this network cannot be: an input of {0} pixels is no multiple of its patches of {1}.':
    'Lo indicado de esta red no es posible: una entrada de {0} píxeles no es un múltiplo de sus parches de {1}.',
  'What is stated of this network cannot be: it has a norm of its tokens, so it is pooled by cls or mean.':
    'Lo indicado de esta red no es posible: tiene una norma de sus tokens, así que se agrupa con cls o mean.',
  'What is stated of this network cannot be: its only norm is one of the pooled feature, so it is pooled by mean-then-norm.':
    'Lo indicado de esta red no es posible: su única norma es la de la característica agrupada, así que se agrupa con mean-then-norm.',
  'What is stated of this network cannot be: {0} says {1} {2}, and its tensors have {3}.':
    'Lo indicado de esta red no es posible: {0} dice {1} {2}, y sus tensores tienen {3}.',
  'What is stated of this network cannot be: {0}: {1} is more than the {2} that are read.':
    'Lo indicado de esta red no es posible: {0}: {1} es más que los {2} que se leen.',
  'What is stated of this network cannot be: {0}: {1}.': 'Lo indicado de esta red no es posible: {0}: {1}.',
  'What the same file was called before April 2024.':
    'Así se llamaba el mismo archivo antes de abril de 2024.',
  'What these files are is not known: no family fits. {0}.':
    'No se sabe qué son estos archivos: no encaja ninguna familia. {0}.',
  'What these files are is not known: they are not those of {0}. {1}.':
    'No se sabe qué son estos archivos: no son los de {0}. {1}.',
  'What these files are is not known: {0} .onnx files were brought, and a model is one of them or two. {1}.':
    'No se sabe qué son estos archivos: se añadieron {0} archivos .onnx, y un modelo consta de uno o de dos. {1}.',
  'What this import was asked to do is no longer in the data folder.':
    'Lo que se pidió a esta importación ya no está en la carpeta de datos.',
  'What was finished before is kept. Start it again with fewer cases to find what it stumbles over, and send the log to your administrator.':
    'Lo que se terminó antes se conserva. Inícielo de nuevo con menos casos para encontrar en qué tropieza, y envíe el registro a su administrador.',
  'What was said about the mask': 'Lo que se dijo de la máscara',
  'What was said of values or categories is not for the files in this tray.':
    'Lo que se dijo de valores o categorías no corresponde a los archivos de esta selección.',
  'Whoever published the model can tell; nothing of it is guessed.':
    'Lo puede decir quien publicó el modelo; nada de ello se adivina.',
  'With one-way prompts attention runs along two streams, and roll-out follows one.':
    'Con prompts de un solo sentido, la atención corre por dos caminos, y el attention roll-out sigue uno.',
  'Worked at {0}×{1} of {2}×{3} pixels.': 'Se trabajó con {0}×{1} de {2}×{3} píxeles.',
  'Write the file again with the program that it comes from, or leave this mask out.':
    'Escriba el archivo de nuevo con el programa del que procede, u omita esta máscara.',
  'You have read finding {0} yourself.': 'Usted mismo ha leído el hallazgo {0}.',
  'a BMP picture': 'una imagen BMP',
  'a DICOM file': 'un archivo DICOM',
  'a GIF picture': 'una imagen GIF',
  'a HEIF or AVIF picture': 'una imagen HEIF o AVIF',
  'a NumPy array': 'una matriz de NumPy',
  'a PDF document': 'un documento PDF',
  'a channel is named twice': 'un canal figura dos veces',
  'a cloud storage service': 'un servicio de almacenamiento en la nube',
  'a field is longer than the message around it': 'un campo es más largo que el mensaje que lo rodea',
  'a file of it has another size': 'uno de sus archivos tiene otro tamaño',
  'a file of it has changed': 'uno de sus archivos ha cambiado',
  'a gated MLP, whose own is SiLU': 'un MLP con compuerta, cuya activación propia es SiLU',
  'a grid of {0}×{1} cells has {2} values, not {3}':
    'una cuadrícula de {0}×{1} celdas tiene {2} valores, no {3}',
  'a grid of {0}×{1} cells is outside of what can be':
    'una cuadrícula de {0}×{1} celdas está fuera de lo posible',
  'a lazy conjugate or negative of other values': 'un conjugado o negativo diferido de otros valores',
  'a list in it is too long': 'una de sus listas es demasiado larga',
  'a network file system ({0})': 'un sistema de archivos de red ({0})',
  'a number in it never ends': 'uno de sus números no termina nunca',
  'a number is longer than the message around it': 'un número es más largo que el mensaje que lo rodea',
  'a radius of {0}: must be 0 or more': 'un radio de {0}: debe ser 0 o más',
  'a run has no usable length': 'un tramo no tiene una longitud que se pueda usar',
  'a run is cut short': 'un tramo está truncado',
  'a shape claims more values than can be counted':
    'una forma declara más valores de los que se pueden contar',
  'a shape is not given in whole numbers of at least zero':
    'una forma no se indica con números enteros desde cero',
  'a share of {0}: must be from 0 to 1': 'una proporción de {0}: debe ser de 0 a 1',
  'a shared folder of another computer': 'una carpeta compartida de otro equipo',
  'a storage claims more values than can be counted':
    'un almacenamiento declara más valores de los que se pueden contar',
  'a storage is not given in whole numbers of at least zero':
    'un almacenamiento no se indica con números enteros desde cero',
  'a stride claims more values than can be counted':
    'un paso entre valores (stride) declara más valores de los que se pueden contar',
  'a stride is not given in whole numbers of at least zero':
    'un paso entre valores (stride) no se indica con números enteros desde cero',
  'a tensor claims more values than can be counted':
    'un tensor declara más valores de los que se pueden contar',
  'a tensor has another type than its storage': 'un tensor es de otro tipo que su almacenamiento',
  'a tensor has no shape': 'un tensor no tiene forma',
  'a tensor has no storage': 'un tensor no tiene almacenamiento',
  'a tensor has not as many values as its shape asks for':
    'un tensor no tiene tantos valores como pide su forma',
  'a tensor has not one stride for each of its dimensions':
    'un tensor no tiene un paso (stride) para cada una de sus dimensiones',
  'a tensor has not the bytes that its shape asks for': 'un tensor no tiene los bytes que pide su forma',
  'a tensor has too many dimensions': 'un tensor tiene demasiadas dimensiones',
  'a tensor has {0} dimensions': 'un tensor tiene {0} dimensiones',
  'a tensor in it is a segment of another': 'uno de sus tensores es un segmento de otro',
  'a tensor names its {0} twice': 'un tensor indica dos veces su {0}',
  'a tensor reaches beyond its storage': 'un tensor llega más allá de su almacenamiento',
  'a tensor says in too many ways where its bytes lie':
    'un tensor dice de demasiadas maneras dónde están sus bytes',
  'a text in it has {0} bytes': 'uno de sus textos tiene {0} bytes',
  'a value is not between 0 and 1': 'un valor no está entre 0 y 1',
  'a view claims more values than can be counted':
    'una vista declara más valores de los que se pueden contar',
  'a view is not given in whole numbers of at least zero':
    'una vista no se indica con números enteros desde cero',
  'a view reaches beyond its storage': 'una vista llega más allá de su almacenamiento',
  'a width of {0} cannot have {1} heads': 'un ancho de {0} no puede tener {1} cabezas',
  'accuracy over 1383 held-out synthetic cases, 12 classes, chance 0.083':
    'exactitud en 1383 casos sintéticos reservados, 12 clases, azar 0,083',
  'accuracy over 1383 held-out synthetic cases, 24 classes, chance 0.042':
    'exactitud en 1383 casos sintéticos reservados, 24 clases, azar 0,042',
  'accuracy over 600 held-out synthetic cases, 12 classes, chance 0.083':
    'exactitud en 600 casos sintéticos reservados, 12 clases, azar 0,083',
  'accuracy over 600 held-out synthetic cases, 24 classes, chance 0.042':
    'exactitud en 600 casos sintéticos reservados, 24 clases, azar 0,042',
  'allow validation within one patient, by blocks of frames: the result is then marked so.':
    'permita la validación dentro de un solo paciente, por bloques de imágenes: el resultado queda entonces así marcado.',
  'an annotation belongs to image {0}, which it does not name':
    'una anotación pertenece a la imagen {0}, que el archivo no nombra',
  'an archive': 'un archivo comprimido',
  'an empty file': 'un archivo vacío',
  'an input of {0} pixels is no multiple of its patches of {1}':
    'una entrada de {0} píxeles no es un múltiplo de sus parches de {1}',
  'an input or output has an impossible size': 'una entrada o salida tiene un tamaño imposible',
  'an input or output has too many dimensions': 'una entrada o salida tiene demasiadas dimensiones',
  'an offset': 'un desplazamiento',
  'an offset claims more values than can be counted':
    'un desplazamiento declara más valores de los que se pueden contar',
  'an offset is not given in whole numbers of at least zero':
    'un desplazamiento no se indica con números enteros desde cero',
  'an offset or length in it is {0}': 'uno de sus desplazamientos o longitudes es {0}',
  'an output has the shape [{0}], and {1} dimensions were expected':
    'una salida tiene la forma [{0}], y se esperaban {1} dimensiones',
  'an output is missing': 'falta una salida',
  'annotation {0} cannot be understood ({1})': 'la anotación {0} no se entiende ({1})',
  'annotation {0}{1} of the image': 'la anotación {0}{1} de la imagen',
  'annotation {0}{1} of the image cannot be understood ({2})':
    'la anotación {0}{1} de la imagen no se entiende ({2})',
  'array {0} has the type {1}': 'la matriz {0} es del tipo {1}',
  'array {0} has {1} bytes where {2} needs {3}': 'la matriz {0} tiene {1} bytes donde {2} necesita {3}',
  'array {0} holds Python objects, which are pickled, and pickled objects are not read':
    'la matriz {0} contiene objetos de Python, guardados con pickle, y esos objetos no se leen',
  'array {0} is a table of records': 'la matriz {0} es una tabla de registros',
  'as its input': 'como su entrada',
  'bitmaps of {0}×{1} and {2}×{3} cannot be compared':
    'no se pueden comparar mapas de bits de {0}×{1} y {2}×{3}',
  'cannot be decompressed': 'no se puede descomprimir',
  'category {0}{1} cannot be understood ({2})': 'la categoría {0}{1} no se entiende ({2})',
  'cells of its input': 'celdas de su entrada',
  'classes.json says nothing of this file.': 'classes.json no dice nada de este archivo.',
  'colour of every object of a whole frame, by the mean of its tokens':
    'color de cada objeto de una imagen entera, por la media de sus tokens',
  'colour of one object, seen alone through its mask':
    'color de un objeto, visto aislado a través de su máscara',
  'colour of one object, the rest of the frame painted out':
    'color de un objeto, con el resto de la imagen tapado con pintura',
  'colour of the largest object of a whole frame, no mask given':
    'color del objeto más grande de una imagen entera, sin máscara',
  'config.json says that this is a model of the kind {0}, which is not read by this version.':
    'config.json dice que es un modelo del tipo {0}, que esta versión no lee.',
  'constants of the exporter': 'constantes del exportador',
  'customary for several channels': 'lo habitual con varios canales',
  'customary for {0}': 'lo habitual para {0}',
  'customary; its file does not tell': 'lo habitual; su archivo no lo dice',
  'damaged: restore the data folder from a backup':
    'dañada: restaure la carpeta de datos desde una copia de seguridad',
  'does not match its checksum': 'no coincide con su suma de comprobación',
  'does not start as a NumPy array does': 'no empieza como una matriz de NumPy',
  'exports with such an input normalise by themselves':
    'las exportaciones con una entrada así normalizan por sí mismas',
  'from its rank': 'según su rango',
  'has a header that does not fit its file': 'tiene un encabezado que no encaja con su archivo',
  'has a header that is no plain description': 'tiene un encabezado que no es una descripción sencilla',
  'has more than {0} characters in "{1}"': 'tiene más de {0} caracteres en "{1}"',
  'has the type {0}': 'es del tipo {0}',
  'has the unknown version {0}.{1}': 'tiene la versión desconocida {0}.{1}',
  'has too many dimensions': 'tiene demasiadas dimensiones',
  'has too many values': 'tiene demasiados valores',
  'has {0} cells where the header has {1}': 'tiene {0} celdas donde el encabezado tiene {1}',
  'iCloud Drive': 'iCloud Drive',
  'image {0}{1} cannot be understood ({2})': 'la imagen {0}{1} no se entiende ({2})',
  'imported from a file': 'importado de un archivo',
  'inputs {0} and outputs {1}': 'entradas {0} y salidas {1}',
  'intersection over union of stones, demo cohort':
    'intersección sobre unión de los cálculos, cohorte de demostración',
  'is cut short': 'termina antes de tiempo',
  'is described differently in the directory and before its data':
    'se describe de otro modo en el directorio que delante de sus datos',
  'is followed by bytes that do not belong to it': 'va seguido de bytes que no le pertenecen',
  'is longer than its archive states': 'es más largo de lo que indica su ZIP',
  'is nested too deeply': 'tiene demasiados niveles de anidamiento',
  'is not valid JSON': 'no es JSON válido',
  'is shorter than its archive states': 'es más corto de lo que indica su ZIP',
  'it answers two different pictures alike': 'responde igual a dos imágenes distintas',
  'it became shorter while it was read': 'se acortó mientras se leía',
  'it begins with zeros, as a download does that was broken off':
    'empieza con ceros, como una descarga interrumpida',
  'it claims {0} storages': 'declara {0} almacenamientos',
  'it defines too many operators': 'define demasiados operadores',
  'it describes the storage {0} in two ways': 'describe de dos maneras el almacenamiento {0}',
  'it does not begin as one does': 'no empieza como uno de ellos',
  'it does not start as a label map does': 'no empieza como un mapa de etiquetas',
  'it ends before its last row': 'termina antes de su última fila',
  'it has a norm of its tokens, so it is pooled by cls or mean':
    'tiene una norma de sus tokens, así que se agrupa con cls o mean',
  'it has a storage without a name': 'tiene un almacenamiento sin nombre',
  'it has an overlong name': 'tiene un nombre demasiado largo',
  "it has another version of PyTorch's old format": 'tiene otra versión del formato antiguo de PyTorch',
  'it has fields that no ONNX model has': 'tiene campos que no tiene ningún modelo ONNX',
  'it has more than {0} annotations': 'tiene más de {0} anotaciones',
  'it has more than {0} arrays': 'tiene más de {0} matrices',
  'it has more than {0} blocks': 'tiene más de {0} bloques',
  'it has more than {0} fields': 'tiene más de {0} campos',
  'it has more than {0} inputs': 'tiene más de {0} entradas',
  'it has more than {0} parts': 'tiene más de {0} fragmentos',
  'it has more than {0} tensors': 'tiene más de {0} tensores',
  'it has no block 0': 'no tiene el bloque 0',
  'it has no class token ("{0}{1}"), without which networks are not read by this version':
    'no tiene token de clase ("{0}{1}"), sin el cual esta versión no lee redes',
  'it has no graph': 'no tiene grafo',
  'it has no position embedding ({0})': 'no tiene codificación de posición ({0})',
  'it has no tensor "{0}"': 'no tiene el tensor "{0}"',
  'it has no tensor "{0}{1}"': 'no tiene el tensor "{0}{1}"',
  'it has no tensor {0}': 'no tiene el tensor {0}',
  'it has one channel': 'tiene un solo canal',
  'it has the storage {0} twice': 'tiene dos veces el almacenamiento {0}',
  'it has two graphs': 'tiene dos grafos',
  "it has version {0} of PyTorch's format": 'tiene la versión {0} del formato de PyTorch',
  'it has {0} MB; {1} are read': 'ocupa {0} MB; se leen {1}',
  'it has {0} bytes': 'tiene {0} bytes',
  'it has {0} bytes, and {1} from byte {2} on were to be read':
    'tiene {0} bytes, y debían leerse {1} desde el byte {2}',
  'it has {0} channels, and its card names {1}': 'tiene {0} canales, y su ficha nombra {1}',
  'it has {0} channels, numbered from 0': 'tiene {0} canales, numerados desde 0',
  'it has {0} scores for masks of the shape [{1}]': 'tiene {0} puntuaciones para máscaras de la forma [{1}]',
  'it has {0} values where {1}×{2} need {3}': 'tiene {0} valores donde {1}×{2} necesitan {3}',
  'it holds numbers that are not finite': 'contiene números que no son finitos',
  'it holds the class {0}, of which its card does not say what it is':
    'contiene la clase {0}, de la que su ficha no dice qué es',
  'it holds {0} maps for one picture': 'contiene {0} mapas para una sola imagen',
  'it is a 7-Zip archive': 'es un archivo comprimido 7-Zip',
  'it is a GGUF file, as llama.cpp reads': 'es un archivo GGUF, como los que lee llama.cpp',
  'it is a Git LFS pointer, which only names the file with the weights':
    'es un puntero de Git LFS, que solo nombra el archivo con los pesos',
  'it is a MessagePack file, as Flax writes': 'es un archivo MessagePack, como los que escribe Flax',
  'it is a RAR archive': 'es un archivo comprimido RAR',
  'it is a TensorFlow Lite model': 'es un modelo de TensorFlow Lite',
  'it is a TensorFlow SavedModel': 'es un SavedModel de TensorFlow',
  'it is a TensorRT engine, compiled for one graphics card':
    'es un motor TensorRT, compilado para una tarjeta gráfica concreta',
  'it is a ZIP archive, and neither a PyTorch file nor one of NumPy arrays':
    'es un archivo comprimido ZIP, y no un archivo de PyTorch ni uno de matrices de NumPy',
  'it is a pickle that torch.save did not write': 'es un pickle que no escribió torch.save',
  'it is a single NumPy array': 'es una sola matriz de NumPy',
  'it is a tar of PyTorch 0.1': 'es un tar de PyTorch 0.1',
  'it is a tar of files': 'es un tar de archivos',
  'it is a text in JSON: a configuration, or the answer of a server in place of the file':
    'es un texto en JSON: una configuración, o la respuesta de un servidor en lugar del archivo',
  'it is a web page, so the download of the checkpoint failed':
    'es una página web, así que la descarga del checkpoint falló',
  'it is an HDF5 file, as Keras writes': 'es un archivo HDF5, como los que escribe Keras',
  'it is an archive without a PyTorch pickle': 'es un ZIP sin pickle de PyTorch',
  'it is compressed with Zstandard': 'está comprimido con Zstandard',
  'it is compressed with bzip2': 'está comprimido con bzip2',
  'it is compressed with gzip': 'está comprimido con gzip',
  'it is compressed with xz': 'está comprimido con xz',
  'it is cut short': 'está truncado',
  'it is empty': 'está vacío',
  'it is larger than 1 MB': 'ocupa más de 1 MB',
  'it is larger than 64 MB': 'ocupa más de 64 MB',
  'it is missing or locked': 'falta o está bloqueado',
  'it is none of the formats that are known: safetensors, PyTorch, NumPy .npz and ONNX':
    'no es ninguno de los formatos conocidos: safetensors, PyTorch, NumPy .npz y ONNX',
  'it is not JSON': 'no es JSON',
  'it is not a file that torch.save writes': 'no es un archivo escrito por torch.save',
  'it is not made of protobuf fields': 'no está hecho de campos protobuf',
  'it is part of a TensorFlow checkpoint': 'es parte de un checkpoint de TensorFlow',
  'it is too short to hold a header': 'es demasiado corto para contener un encabezado',
  'it keeps weights in {0}, which is no plain name of a file beside it':
    'guarda pesos en {0}, que no es un nombre sencillo de un archivo que esté a su lado',
  'it keeps weights in {0}, which is not a file beside it':
    'guarda pesos en {0}, que no es un archivo que esté a su lado',
  'it lacks the list of its storages': 'le falta la lista de sus almacenamientos',
  'it names a file outside its folder, {0}': 'nombra un archivo fuera de su carpeta, {0}',
  'it names more than {0} categories': 'nombra más de {0} categorías',
  'it names more than {0} images': 'nombra más de {0} imágenes',
  'it names no categories': 'no nombra ninguna categoría',
  'it names no images': 'no nombra ninguna imagen',
  'it states more than {0} things': 'indica más de {0} datos',
  'it winds across the picture more often than one can see':
    'recorre la imagen de un lado a otro más veces de las que se pueden ver',
  'its archive claims {0} bytes or entries': 'su ZIP declara {0} bytes o entradas',
  'its archive claims {0} entries': 'su ZIP declara {0} entradas',
  'its archive has an entry whose name is not UTF-8': 'su ZIP tiene una entrada cuyo nombre no es UTF-8',
  'its archive has an entry with a field that is cut short': 'su ZIP tiene una entrada con un campo truncado',
  'its archive has an entry with an overlong name': 'su ZIP tiene una entrada con un nombre demasiado largo',
  'its archive has no end, so the file is cut short or not an archive':
    'su ZIP no tiene final, así que el archivo está truncado o no es un ZIP',
  'its archive has two entries named {0}': 'su ZIP tiene dos entradas llamadas {0}',
  'its archive holds no pickle': 'su ZIP no contiene ningún pickle',
  'its archive holds several checkpoints, {0} and {1}': 'su ZIP contiene varios checkpoints, {0} y {1}',
  'its archive is encrypted': 'su ZIP está cifrado',
  'its archive is spread over several volumes': 'su ZIP está repartido en varios volúmenes',
  'its archive lacks the size of an entry': 'a su ZIP le falta el tamaño de una entrada',
  'its archive lists an entry that is none': 'su ZIP enumera una entrada que no lo es',
  'its arrays have {0} bytes together': 'sus matrices tienen en conjunto {0} bytes',
  'its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known':
    'sus bloques contienen tensores que no se entienden ({0}, como {1}), así que no se sabe qué calculan',
  'its card knows no tensor "{0}"': 'su ficha no conoce ningún tensor "{0}"',
  'its card names more than 255 classes, and a mask has at most 255 segments':
    'su ficha nombra más de 255 clases, y una máscara tiene como máximo 255 segmentos',
  'its card names no model': 'su ficha no nombra ningún modelo',
  'its classes cannot be understood': 'sus clases no se entienden',
  'its contents are nested deeper than {0}': 'su contenido tiene más de {0} niveles de anidamiento',
  'its contents share parts with each other too often':
    'su contenido comparte partes entre sí demasiadas veces',
  'its counts cannot be read': 'sus recuentos no se pueden leer',
  'its encoder gave no embedding': 'su codificador no dio ningún embedding',
  'its features are not finite numbers': 'sus características no son números finitos',
  'its features depend on how they are computed (they differ by {0})':
    'sus características dependen de cómo se calculan (difieren en {0})',
  'its file does not say where the colours are': 'su archivo no dice dónde están los colores',
  'its folder cannot be written to': 'no se puede escribir en su carpeta',
  'its frames cannot be understood': 'sus imágenes no se entienden',
  'its graph has more than {0} nodes': 'su grafo tiene más de {0} nodos',
  'its header claims {0} bytes': 'su encabezado declara {0} bytes',
  'its header does not fit the file': 'su encabezado no encaja con el archivo',
  'its header is cut short': 'su encabezado está truncado',
  'its header is not a JSON object': 'su encabezado no es un objeto JSON',
  'its header {0}': 'su encabezado {0}',
  'its index has {0} bytes': 'su índice tiene {0} bytes',
  'its index names no file for tensor {0}': 'su índice no nombra ningún archivo para el tensor {0}',
  'its index names no tensors': 'su índice no nombra ningún tensor',
  'its index names {0} tensors': 'su índice nombra {0} tensores',
  'its index names {0}, which is not a file beside it':
    'su índice nombra {0}, que no es un archivo que esté a su lado',
  'its index {0}': 'su índice {0}',
  'its input takes whole numbers': 'su entrada recibe números enteros',
  'its last operation': 'su última operación',
  'its last operation is {0}': 'su última operación es {0}',
  'its last operation makes no probabilities': 'su última operación no da probabilidades',
  'its messages are nested too deeply': 'sus mensajes tienen demasiados niveles de anidamiento',
  'its metadata are not texts': 'sus metadatos no son textos',
  'its names and texts are too long': 'sus nombres y textos son demasiado largos',
  'its norm is one of the pooled feature': 'su norma es la de la característica agrupada',
  'its number of blocks': 'su número de bloques',
  'its only norm is one of the pooled feature, so it is pooled by mean-then-norm':
    'su única norma es la de la característica agrupada, así que se agrupa con mean-then-norm',
  'its output has whole numbers': 'su salida tiene números enteros',
  'its parts are not all safetensors, or all PyTorch files':
    'sus fragmentos no son todos safetensors ni todos archivos de PyTorch',
  'its patch embedding {0} is [{1}], not one of square patches of three colours':
    'su embedding de parches {0} es [{1}], no uno de parches cuadrados de tres colores',
  'its pickle appends to something that is no list': 'su pickle añade a algo que no es una lista',
  'its pickle calls something that is no class or function':
    'su pickle llama a algo que no es una clase ni una función',
  'its pickle calls something without a tuple of arguments':
    'su pickle llama a algo sin una tupla de argumentos',
  'its pickle claims {0} bytes in one value': 'su pickle declara {0} bytes en un solo valor',
  'its pickle closes a container that it did not open': 'su pickle cierra un contenedor que no abrió',
  'its pickle has a number that is none': 'su pickle tiene un número que no lo es',
  'its pickle has a text of negative length': 'su pickle tiene un texto de longitud negativa',
  'its pickle has a text of {0} bytes': 'su pickle tiene un texto de {0} bytes',
  'its pickle has a text that is not UTF-8': 'su pickle tiene un texto que no es UTF-8',
  'its pickle has an integer of negative length': 'su pickle tiene un entero de longitud negativa',
  'its pickle has an integer of {0} bytes': 'su pickle tiene un entero de {0} bytes',
  'its pickle has an integer that is none': 'su pickle tiene un entero que no lo es',
  'its pickle has an operation, 0x{0} at byte {1}, that no checkpoint needs':
    'su pickle tiene una operación, 0x{0} en el byte {1}, que ningún checkpoint necesita',
  'its pickle has an overlong line': 'su pickle tiene una línea demasiado larga',
  'its pickle has more than {0} operations': 'su pickle tiene más de {0} operaciones',
  'its pickle has protocol {0}': 'su pickle tiene el protocolo {0}',
  'its pickle is cut short': 'su pickle está truncado',
  'its pickle makes more than {0} values': 'su pickle crea más de {0} valores',
  'its pickle names a class by an overlong name': 'su pickle nombra una clase con un nombre demasiado largo',
  'its pickle names a class by no name': 'su pickle nombra una clase sin dar un nombre',
  'its pickle opens too many containers': 'su pickle abre demasiados contenedores',
  'its pickle points to something that is no storage': 'su pickle apunta a algo que no es un almacenamiento',
  'its pickle recalls a value that it did not remember': 'su pickle recupera un valor que no memorizó',
  'its pickle remembers a value under no number': 'su pickle memoriza un valor sin ningún número',
  'its pickle remembers a value under {0}': 'su pickle memoriza un valor con el número {0}',
  'its pickle sets an entry without a value': 'su pickle pone una entrada sin valor',
  'its pickle sets entries of something that is no dictionary':
    'su pickle pone entradas en algo que no es un diccionario',
  'its pickle stacks more than {0} values': 'su pickle apila más de {0} valores',
  'its pickle takes a value that is not there': 'su pickle toma un valor que no está',
  'its position embedding has {0} rows, which is no square of cells beside its tokens':
    'su codificación de posición tiene {0} filas, que no son un cuadrado de celdas además de sus tokens',
  'its registers': 'sus registros',
  'its runs are longer than its size': 'sus tramos son más largos que su tamaño',
  'its runs are shorter than its size': 'sus tramos son más cortos que su tamaño',
  'its runs do not fit its size': 'sus tramos no encajan con su tamaño',
  'its size is not a height and a width': 'su tamaño no es un alto y un ancho',
  'its size is outside what a mask may have': 'su tamaño está fuera de lo que puede tener una máscara',
  'its size {0}×{1} is outside what a mask may have':
    'su tamaño {0}×{1} está fuera de lo que puede tener una máscara',
  'its storage {0} has {1} values where its pickle says {2}':
    'su almacenamiento {0} tiene {1} valores donde su pickle dice {2}',
  'its tensors have {0} bytes together': 'sus tensores tienen en conjunto {0} bytes',
  'its tensors take more than {0} bytes': 'sus tensores ocupan más de {0} bytes',
  'its values are big-endian': 'sus valores son big-endian',
  'its values are {0}-endian': 'sus valores son {0}-endian',
  'its version is {0}': 'su versión es {0}',
  'its weights are not those that its card was written for':
    'sus pesos no son aquellos para los que se escribió su ficha',
  'its weights lie in more than 16 files': 'sus pesos están en más de 16 archivos',
  'its width': 'su ancho',
  'kept for another device': 'uno guardado para otro dispositivo',
  'list of runs': 'lista de tramos',
  'mask model': 'modelo de máscaras',
  'mean macro-F1 of {0} at {1} cases per class': 'macro-F1 media de {0} con {1} casos por clase',
  'mean over 111 frames of 111 patients that it has not seen':
    'media de 111 imágenes no vistas de 111 pacientes no vistos',
  'mean over 40 frames of 40 patients that it has not seen':
    'media de 40 imágenes no vistas de 40 pacientes no vistos',
  'names and shapes of its tensors': 'nombres y formas de sus tensores',
  'names no image': 'no nombra ninguna imagen',
  "names of Google's JAX ViT": 'nombres del ViT de Google para JAX',
  'names of Hugging Face CLIP': 'nombres de CLIP de Hugging Face',
  'names of Hugging Face ViT, DeiT, DINOv2 and ViT-MAE':
    'nombres de ViT, DeiT, DINOv2 y ViT-MAE de Hugging Face',
  'names of OpenAI CLIP and OpenCLIP': 'nombres de CLIP de OpenAI y OpenCLIP',
  'names of timm, DeiT, DINO, DINOv2 and MAE': 'nombres de timm, DeiT, DINO, DINOv2 y MAE',
  'names something twice in one object': 'nombra algo dos veces en un mismo objeto',
  'network test': 'prueba de la red',
  'no family fits': 'no encaja ninguna familia',
  'no library that is known writes it like this': 'ninguna biblioteca conocida lo escribe así',
  'no network': 'ninguna red',
  'no picture that Lapidary knows': 'un formato de imagen que Lapidary no conoce',
  'none of them is a class': 'ninguna de ellas es una clase',
  'none of them is known to hold weights': 'no se sabe de ninguno de ellos que contenga pesos',
  'not a list of value:class': 'no es una lista de valor:clase',
  'not a plain file name': 'no es un nombre de archivo sencillo',
  'not a tensor': 'no es un tensor',
  'not known': 'desconocido',
  'nothing says how long the values of its storage {0} are, or they are quantised':
    'nada dice cuánto ocupan los valores de su almacenamiento {0}, o están cuantizados',
  'of "{0}{1}" a bias is missing': 'a "{0}{1}" le falta un sesgo',
  'of a class of its own': 'uno de una clase propia',
  'of the {0} judged with rough masks this one is the best with them ({1})':
    'de las {0} evaluadas con máscaras aproximadas, esta es la mejor con ellas ({1})',
  'of type {0}, which is not read here': 'uno del tipo {0}, que aquí no se lee',
  'one of its nodes has too many inputs': 'uno de sus nodos tiene demasiadas entradas',
  'one of its points has no usable coordinates': 'uno de sus puntos no tiene coordenadas que se puedan usar',
  'one of its tensors has {0} values': 'uno de sus tensores tiene {0} valores',
  'one of its tensors is stored turned over and has {0} bytes':
    'uno de sus tensores está guardado traspuesto y tiene {0} bytes',
  'overlaps what follows it': 'se solapa con lo que le sigue',
  'preparing the frames': 'preparando las imágenes',
  'proposing masks': 'proponiendo máscaras',
  'rebuilt by a function that is unknown here': 'uno reconstruido por una función aquí desconocida',
  'segmentation head': 'cabezal de segmentación',
  'several of them hold weights: {0}': 'varios de ellos contienen pesos: {0}',
  'so that nothing of a frame is cut off': 'para que no se recorte nada de una imagen',
  'so that nothing of a frame is cut off; its publisher: {0}':
    'para que no se recorte nada de una imagen; su editor: {0}',
  'some of its weights are stored as sparse tensors':
    'algunos de sus pesos están guardados como tensores dispersos',
  'stored as {0}, which is not read here': 'uno guardado como {0}, que aquí no se lee',
  'tensor "{0}" is not F32': 'el tensor "{0}" no es F32',
  'tensor {0} ends beyond its file': 'el tensor {0} termina más allá de su archivo',
  'tensor {0} has a negative size': 'el tensor {0} tiene un tamaño negativo',
  'tensor {0} has not the {1} values of its shape': 'el tensor {0} no tiene los {1} valores de su forma',
  'tensor {0} has the packed type {1}, as in a quantised network':
    'el tensor {0} es del tipo empaquetado {1}, como en una red cuantizada',
  'tensor {0} has the shape {1}': 'el tensor {0} tiene la forma {1}',
  'tensor {0} has the type {1}': 'el tensor {0} es del tipo {1}',
  'tensor {0} has the unknown type {1}': 'el tensor {0} es del tipo desconocido {1}',
  'tensor {0} has type {1}; only F32 and F16 are read here':
    'el tensor {0} es del tipo {1}; aquí solo se leen F32 y F16',
  'tensor {0} has values of another type': 'el tensor {0} tiene valores de otro tipo',
  'tensor {0} has {1} bytes where its shape needs {2}':
    'el tensor {0} tiene {1} bytes donde su forma necesita {2}',
  'tensor {0} has {1} bytes where {2} needs {3}': 'el tensor {0} tiene {1} bytes donde {2} necesita {3}',
  'tensor {0} is in {1} and in {2}': 'el tensor {0} está en {1} y en {2}',
  'tensor {0} is not described as the format asks': 'el tensor {0} no se describe como pide el formato',
  'tensor {0} is not in its part {1}': 'el tensor {0} no está en su fragmento {1}',
  'tensor {0} lies in two places': 'el tensor {0} está en dos lugares',
  'texture of every object of a whole frame, by the mean of its tokens':
    'textura de cada objeto de una imagen entera, por la media de sus tokens',
  'texture of one object, seen alone through its mask':
    'textura de un objeto, visto aislado a través de su máscara',
  'texture of one object, the rest of the frame painted out':
    'textura de un objeto, con el resto de la imagen tapado con pintura',
  'texture of the largest object of a whole frame, no mask given':
    'textura del objeto más grande de una imagen entera, sin máscara',
  'the activation {0} is not known': 'la activación {0} no se conoce',
  'the class token': 'el token de clase',
  'the directory of its archive claims {0} bytes': 'el directorio de su ZIP declara {0} bytes',
  'the directory of its archive has bytes that belong to no entry':
    'el directorio de su ZIP tiene bytes que no pertenecen a ninguna entrada',
  'the directory of its archive is cut short': 'el directorio de su ZIP está truncado',
  'the directory of its archive is not where its end says':
    'el directorio de su ZIP no está donde dice su final',
  'the directory of its archive is too short for its entries':
    'el directorio de su ZIP es demasiado corto para sus entradas',
  'the disk is almost full': 'el disco está casi lleno',
  'the disk is full': 'el disco está lleno',
  'the end of its archive points outside the file': 'el final de su ZIP apunta fuera del archivo',
  'the exact GELU, as timm and Hugging Face run these weights':
    'la GELU exacta, como ejecutan estos pesos timm y Hugging Face',
  'the gradient of "{0}"': 'el gradiente de "{0}"',
  'the header of array {0} claims {1} bytes': 'el encabezado de la matriz {0} declara {1} bytes',
  'the loss': 'la pérdida',
  'the mask schema that its classes are of': 'el esquema de máscaras al que pertenecen sus clases',
  'the mean colour where there is one': 'el color medio, donde lo haya',
  'the name of its file': 'el nombre de su archivo',
  'the name of the file': 'el nombre del archivo',
  'the name {0} is too long': 'el nombre {0} es demasiado largo',
  'the outermost': 'el más externo',
  'the position embedding has {0}×{1} cells': 'la codificación de posición tiene {0}×{1} celdas',
  'the position embedding is one of 518 pixels': 'la codificación de posición es la de 518 píxeles',
  'the shape of its queries': 'la forma de sus consultas',
  'the side of its patches': 'el lado de sus parches',
  'the temperature is not one': 'la temperatura no es válida',
  'the tensor {0}, {1}, repeats its values too often':
    'el tensor {0}, {1}, repite sus valores demasiadas veces',
  'the two end records of its archive contradict each other':
    'los dos registros finales de su ZIP se contradicen',
  'the validation loss': 'la pérdida de validación',
  'the values of a tensor do not fill its shape': 'los valores de un tensor no llenan su forma',
  'the values of a tensor end within one of them':
    'los valores de un tensor terminan en medio de uno de ellos',
  'the values of a tensor lie in too many places': 'los valores de un tensor están en demasiados lugares',
  'the values of {0} are cut short: {1} of {2} bytes are there':
    'los valores de {0} están truncados: hay {1} de {2} bytes',
  'the values of {0} are missing': 'faltan los valores de {0}',
  'the values of {0} are scattered over {1} bytes': 'los valores de {0} están dispersos en {1} bytes',
  'the whole': 'el conjunto',
  'the width of its MLPs over its own': 'el ancho de sus MLP respecto al suyo',
  'the zip64 record of its archive is not one': 'el registro zip64 de su ZIP no es válido',
  'their length is not that of the grid': 'su longitud no es la de la cuadrícula',
  'there are bytes after its last tensor': 'hay bytes después de su último tensor',
  'there is a hole between its tensors': 'hay un hueco entre sus tensores',
  'they are not those of {0}': 'no son los de {0}',
  'they do not start as probabilities do': 'no empiezan como empiezan las probabilidades',
  'they lie in several folders': 'están en varias carpetas',
  'this one answers with the fewest operations': 'esta responde con el menor número de operaciones',
  'two categories have the id {0}': 'dos categorías tienen el id {0}',
  'two images have the id {0}': 'dos imágenes tienen el id {0}',
  'two of its tensors are named {0}': 'dos de sus tensores se llaman {0}',
  'two of its tensors overlap': 'dos de sus tensores se solapan',
  'two tensors are called {0}': 'dos tensores se llaman {0}',
  'unknown error': 'error desconocido',
  'usual for a width of {0}; the weights do not tell':
    'lo habitual para un ancho de {0}; los pesos no lo dicen',
  'usual for {0}': 'lo habitual para {0}',
  'version https://git-lfs': 'version https://git-lfs',
  'weights in it are truth values or complex numbers':
    'contiene pesos que son valores lógicos o números complejos',
  'weights in it are whole numbers, as in a quantised network':
    'contiene pesos que son números enteros, como en una red cuantizada',
  'which number is which class, or background': 'qué número es qué clase, o fondo',
  'which of its {0} channels is which class, or background': 'cuál de sus {0} canales es qué clase, o fondo',
  'width and height of its input': 'ancho y alto de su entrada',
  'without values (on the meta device)': 'uno sin valores (en el dispositivo meta)',
  '{0} .onnx files were brought, and a model is one of them or two':
    'se añadieron {0} archivos .onnx, y un modelo consta de uno o de dos',
  '{0} GiB free in the data folder': '{0} GiB libres en la carpeta de datos',
  '{0} and what belongs to it have {1} MB, and at most {2} are read.':
    '{0} y lo que le corresponde ocupan {1} MB, y se leen como máximo {2}.',
  '{0} are within half a point of the best ({1}); of the {2} judged with rough masks this one is the best with them ({3}).':
    '{0} están a menos de medio punto de la mejor ({1}); de las {2} evaluadas con máscaras aproximadas, esta es la mejor con ellas ({3}).',
  '{0} are within half a point of the best ({1}); this one answers with the fewest operations.':
    '{0} están a menos de medio punto de la mejor ({1}); esta responde con el menor número de operaciones.',
  '{0} are worse calibrated than the rule allows.': '{0} están peor calibradas de lo que permite la regla.',
  '{0} arrays have two-byte values of a type without a name; they are read as bfloat16.':
    '{0} matrices tienen valores de dos bytes de un tipo sin nombre; se leen como bfloat16.',
  '{0} cannot be understood ({1}).': '{0}: no se entiende ({1}).',
  '{0} cannot train and test at once.': '{0} no puede entrenar y probar a la vez.',
  '{0} constants of the graph itself (sizes, axes, scales) were left out.':
    'Se omitieron {0} constantes del propio grafo (tamaños, ejes, escalas).',
  '{0} frame has a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} imagen tiene una máscara de este esquema, de {1} paciente del que se puede aprender; entrenamiento, validación y prueba necesitan 3 pacientes, pues ninguno puede estar en dos de ellos.',
  '{0} frame has a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} imagen tiene una máscara de este esquema, de {1} pacientes de los que se puede aprender; entrenamiento, validación y prueba necesitan 3 pacientes, pues ninguno puede estar en dos de ellos.',
  '{0} frames have a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} imágenes tienen una máscara de este esquema, de {1} paciente del que se puede aprender; entrenamiento, validación y prueba necesitan 3 pacientes, pues ninguno puede estar en dos de ellos.',
  '{0} frames have a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} imágenes tienen una máscara de este esquema, de {1} pacientes de los que se puede aprender; entrenamiento, validación y prueba necesitan 3 pacientes, pues ninguno puede estar en dos de ellos.',
  '{0} in its archive cannot be decompressed': '{0}, en su ZIP, no se puede descomprimir',
  '{0} in its archive claims to grow from {1} to {2} bytes':
    '{0}, en su ZIP, declara crecer de {1} a {2} bytes',
  '{0} in its archive does not match its checksum': '{0}, en su ZIP, no coincide con su suma de comprobación',
  '{0} in its archive has only {1} bytes': '{0}, en su ZIP, tiene solo {1} bytes',
  '{0} in its archive has two sizes, {1} and {2}': '{0}, en su ZIP, tiene dos tamaños, {1} y {2}',
  '{0} in its archive has {1} bytes': '{0}, en su ZIP, tiene {1} bytes',
  '{0} in its archive is compressed by method {1}': '{0}, en su ZIP, está comprimido con el método {1}',
  '{0} in its archive is described differently in the directory and before its data':
    '{0}, en su ZIP, se describe de otro modo en el directorio que delante de sus datos',
  '{0} in its archive is followed by bytes that do not belong to it':
    '{0}, en su ZIP, va seguido de bytes que no le pertenecen',
  '{0} in its archive is longer than its archive states':
    '{0}, en su ZIP, es más largo de lo que indica el ZIP',
  '{0} in its archive is shorter than its archive states':
    '{0}, en su ZIP, es más corto de lo que indica el ZIP',
  '{0} in its archive overlaps what follows it': '{0}, en su ZIP, se solapa con lo que le sigue',
  '{0} is JSON, and no index of a checkpoint': '{0} es JSON, pero no el índice de un checkpoint',
  '{0} is a link to a file outside its folder': '{0} es un enlace a un archivo fuera de su carpeta',
  '{0} is no file': '{0} no es un archivo',
  '{0} is not a regular file': '{0} no es un archivo corriente',
  '{0} is not among the files': '{0} no está entre los archivos',
  '{0} is unknown here: nothing of it was run, what it holds was read as data.':
    '{0} se desconoce aquí: no se ejecutó nada de ello, y lo que contiene se leyó como datos.',
  '{0} lies outside "{1}"': '{0} queda fuera de "{1}"',
  '{0} more files were not reached.': 'No se llegó a {0} archivos más.',
  '{0} more files were refused.': 'Se rechazaron {0} archivos más.',
  '{0} of the texts that the file states are too long, and were left out.':
    'Se omitieron {0} de los textos que indica el archivo, por ser demasiado largos.',
  '{0} says {1} {2}, and its tensors have {3}': '{0} dice {1} {2}, y sus tensores tienen {3}',
  '{0} tensors got back the names that the graph gives their parameters; {1} of them were stored transposed.':
    '{0} tensores recuperaron los nombres que el grafo da a sus parámetros; {1} de ellos estaban guardados traspuestos.',
  '{0} tensors of the parts are not named by the index and were left out.':
    'Se omitieron {0} tensores de los fragmentos que el índice no nombra.',
  '{0} times in a row, before a single further epoch':
    '{0} veces seguidas, sin completar ni una sola época más',
  '{0} values do not fill its grid': '{0} valores no llenan su cuadrícula',
  '{0} was left out: it is a storage without a shape.': 'Se omitió {0}: es un almacenamiento sin forma.',
  '{0} was left out: it is one of the containers around it.':
    'Se omitió {0}: es uno de los contenedores que lo rodean.',
  '{0}, as you say': '{0}, según lo indicado por usted',
  '{0}, by its checksum': '{0}, por su suma de comprobación',
  '{0}, by the name of the file alone': '{0}, solo por el nombre del archivo',
  '{0}, for want of a sign of another': '{0}, a falta de indicios de otra',
  '{0}, network {1}…, its weights match its card': '{0}, red {1}…, sus pesos coinciden con su ficha',
  '{0}, which lies beside the weights, is not understood: it is larger than 1 MB.':
    '{0}, que está junto a los pesos, no se entiende: ocupa más de 1 MB.',
  '{0}, which lies beside the weights, is not understood: it is not JSON.':
    '{0}, que está junto a los pesos, no se entiende: no es JSON.',
  '{0}, which lies beside the weights, is not understood: no library that is known writes it like this.':
    '{0}, que está junto a los pesos, no se entiende: ninguna biblioteca conocida lo escribe así.',
  '{0}, which lies beside the weights, is not understood: the activation {1} is not known.':
    '{0}, que está junto a los pesos, no se entiende: la activación {1} no se conoce.',
  '{0}: {1} is more than the {2} that are read': '{0}: {1} es más que los {2} que se leen',
  '{0}; its own estimate of its mask is shown as confidence.':
    '{0}; su propia estimación de su máscara se muestra como confianza.',
  '{0}{1} frames of this study came from a file of this name.':
    '{0}{1} imágenes de este estudio proceden de un archivo con este nombre.',
  '{0}{1} more files were refused or not reached.': '{0}{1} archivos más se rechazaron o no se alcanzaron.',
  '“{0}” cannot be removed: 1 adapter rests on it.':
    '«{0}» no se puede eliminar: 1 adaptador se basa en ella.',
  '“{0}” cannot be removed: 1 unfinished tuning run rests on it.':
    '«{0}» no se puede eliminar: 1 ajuste sin terminar se basa en ella.',
  '“{0}” cannot be removed: {1} adapters rest on it.':
    '«{0}» no se puede eliminar: {1} adaptadores se basan en ella.',
  '“{0}” cannot be removed: {1} unfinished tuning runs rest on it.':
    '«{0}» no se puede eliminar: {1} ajustes sin terminar se basan en ella.',
};
