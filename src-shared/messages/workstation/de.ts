import type { WorkstationTexts } from '../workstation.ts';

export const de: WorkstationTexts = {
  ' {0} patient was in a test set before and can never train again.':
    ' {0} Patient war schon in einer Testmenge und kann nie wieder zum Training dienen.',
  ' {0} patients were in a test set before and can never train again.':
    ' {0} Patienten waren schon in einer Testmenge und können nie wieder zum Training dienen.',
  '"card.json" cannot be read': '"card.json" ist nicht lesbar',
  '"card.json" is larger than 1 MB': '"card.json" ist größer als 1 MB',
  '"card.json" is not JSON': '"card.json" ist kein JSON',
  '"weights.safetensors" cannot be read': '"weights.safetensors" ist nicht lesbar',
  '"weights.safetensors" is cut short': '"weights.safetensors" ist abgeschnitten',
  '"{0}" cannot run all of this network on its device; these operations would run on the CPU: {1}.':
    '"{0}" kann nicht das ganze Netz auf seinem Gerät ausführen; diese Operationen liefen auf der CPU: {1}.',
  '"{0}" holds values that are not finite numbers': '"{0}" enthält Werte, die keine endlichen Zahlen sind',
  '"{0}" is [{1}] where its card asks for [{2}]': '"{0}" ist [{1}], wo die Modellkarte [{2}] verlangt',
  '"{0}" is [{1}], where {2} values are needed': '"{0}" ist [{1}], wo {2} Werte nötig sind',
  '"{0}" is no class of "{1}".': '"{0}" ist keine Klasse von "{1}".',
  '"{0}" is not as expected': '"{0}" ist nicht wie erwartet',
  '"{0}" is not in float32': '"{0}" liegt nicht in float32 vor',
  '1.3 GB.': '1,3 GB.',
  '1.34 GB: it holds more than the encoder.': '1,34 GB: Sie enthält mehr als den Encoder.',
  "30 epochs of AdamW with this project's own engine, seed 20261127; `npm run train-head` repeats it.":
    '30 Epochen AdamW mit der eigenen Engine dieses Projekts, Startwert 20261127; `npm run train-head` wiederholt es.',
  "320 synthetic frames of as many invented patients with one or two stones, drawn by this project's own generator from seeds that neither the demonstration nor its evidence uses. No photograph, no patient, no stone.":
    '320 synthetische Bilder ebenso vieler erfundener Patienten mit einem oder zwei Steinen, gezeichnet vom eigenen Generator dieses Projekts aus Startwerten, die weder die Demonstration noch ihre Nachweise verwenden. Keine Fotografie, kein Patient, kein Stein.',
  '346 MB.': '346 MB.',
  '346 MB; from huggingface.co/facebook/dinov2-base.': '346 MB; von huggingface.co/facebook/dinov2-base.',
  '346 MB; the same weights, in the older format.': '346 MB; dieselben Gewichte im älteren Format.',
  '39 MB.': '39 MB.',
  '410 MB.': '410 MB.',
  '417 MB.': '417 MB.',
  '599 MB; the image tower is read, the text tower is left.':
    '599 MB; der Bildteil wird gelesen, der Textteil bleibt unbenutzt.',
  '785 tokens at 224 pixels: fine detail, at several times the time and memory of patches of 16.':
    '785 Token bei 224 Pixeln: feine Einzelheiten, bei einem Mehrfachen an Zeit und Speicher gegenüber 16er-Patches.',
  'A backbone cannot be used: its card is the one of another network.':
    'Ein Backbone kann nicht verwendet werden: Seine Modellkarte gehört zu einem anderen Netz.',
  'A class has {0} cases left for training, each of another patient; {1} are needed.':
    'Für das Training bleiben von einer Klasse {0} Fälle, jeder von einem anderen Patienten; nötig sind {1}.',
  'A class has {0} cases left for validation, each of another patient; {1} are needed.':
    'Für die Validierung bleiben von einer Klasse {0} Fälle, jeder von einem anderen Patienten; nötig sind {1}.',
  'A cohort of this name exists already.': 'Eine Kohorte dieses Namens gibt es schon.',
  'A component is named twice.': 'Eine Komponente ist zweimal genannt.',
  'A draw of the task {0} leaves {1} classes out of its test and {2} out of its training.':
    'Bei einer Ziehung der Aufgabe {0} fehlen {1} Klassen im Test und {2} im Training.',
  'A file has a name that cannot be taken over.':
    'Eine Datei hat einen Namen, der nicht übernommen werden kann.',
  'A file has a path that cannot be taken over.':
    'Eine Datei hat einen Pfad, der nicht übernommen werden kann.',
  'A file has more than {0} MB.': 'Eine Datei hat mehr als {0} MB.',
  'A file of weights is called like the model itself, so that the two cannot lie beside each other.':
    'Eine Datei mit Gewichten heißt wie das Modell selbst, sodass die beiden nicht nebeneinander liegen können.',
  'A file that was to be imported is not among those that were sent.':
    'Eine Datei, die importiert werden sollte, ist nicht unter den gesendeten.',
  'A finding has to be on a frame.': 'Ein Befund muss auf einem Bild liegen.',
  'A frame without a mask cannot be shown with an empty one to {0}: with these options it has no answer to that.':
    'Ein Bild ohne Maske kann {0} auch mit leerer Maske nicht gezeigt werden: Mit diesen Optionen gibt es darauf keine Antwort.',
  'A good first choice for a computer without a graphics card.':
    'Eine gute erste Wahl für einen Rechner ohne Grafikkarte.',
  'A good first choice where ViT-B is fast enough: supervised pretraining, where prompt tuning is at its best.':
    'Eine gute erste Wahl, wo ViT-B schnell genug ist: überwachtes Vortraining, mit dem Prompt-Tuning am besten gelingt.',
  'A linear head on the frozen network’s answer to the whole frame: the least that can be tuned.':
    'Ein linearer Kopf auf der Antwort des eingefrorenen Netzes auf das ganze Bild: das Geringste, was sich abstimmen lässt.',
  'A manifest and other files or folders cannot be imported in one go.':
    'Eine Tabelle und andere Dateien oder Ordner können nicht auf einmal importiert werden.',
  'A mask may hold 255 segments. Check that this is a mask and not a picture.':
    'Eine Maske darf 255 Segmente enthalten. Prüfen Sie, ob dies eine Maske ist und kein Bild.',
  'A mask may hold 255 segments; this one has more.':
    'Eine Maske darf 255 Segmente enthalten; diese hat mehr.',
  'A mask was erased meanwhile.': 'Eine Maske wurde inzwischen gelöscht.',
  'A message that makes no sense was refused.': 'Eine Nachricht ohne Sinn wurde abgelehnt.',
  'A model cannot be used: a file of it has another size.':
    'Ein Modell kann nicht verwendet werden: Eine seiner Dateien hat eine andere Größe.',
  'A model cannot be used: a file of it has changed.':
    'Ein Modell kann nicht verwendet werden: Eine seiner Dateien wurde verändert.',
  'A model cannot be used: its card names no model.':
    'Ein Modell kann nicht verwendet werden: Seine Modellkarte nennt kein Modell.',
  'A network that was brought as a file says which pixels it proposes, not how sure it is of each.':
    'Ein als Datei hinzugefügtes Netz sagt, welche Pixel es vorschlägt, nicht, wie sicher es sich bei jedem ist.',
  'A new patient needs a name or a number.': 'Ein neuer Patient braucht einen Namen oder eine Nummer.',
  'A newer set of marks was sent before this one was looked at.':
    'Ein neuerer Satz Markierungen wurde gesendet, bevor dieser angesehen wurde.',
  'A newer version of this mask was sent before this one was looked at.':
    'Eine neuere Fassung dieser Maske wurde gesendet, bevor diese angesehen wurde.',
  'A page may not name paths of this computer.': 'Eine Seite darf keine Pfade dieses Rechners nennen.',
  'A polygon of annotation {0} has {1} numbers; three points or more, two numbers each, are needed.':
    'Ein Polygon der Annotation {0} hat {1} Zahlen; nötig sind drei Punkte oder mehr, mit je zwei Zahlen.',
  'A proposal could not be written.': 'Ein Vorschlag konnte nicht geschrieben werden.',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings, since one patch covers 32 × 32 pixels.':
    'Ein Viertel der Patches von ViT-B/16: schneller, aber blind für kleine Befunde, da ein Patch 32 × 32 Pixel umfasst.',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings.':
    'Ein Viertel der Patches von ViT-B/16: schneller, aber blind für kleine Befunde.',
  'A question about another frame or class was sent before this one was looked at.':
    'Eine Frage zu einem anderen Bild oder einer anderen Klasse wurde gesendet, bevor diese angesehen wurde.',
  'A question about another frame was sent before this one was looked at.':
    'Eine Frage zu einem anderen Bild wurde gesendet, bevor diese angesehen wurde.',
  'A row names a row of {0} that does not exist.':
    'Eine Zeile verweist auf eine Zeile von {0}, die es nicht gibt.',
  'A second opinion is somebody else’s: let another reader take over, or change your label.':
    'Eine Zweitmeinung gibt jemand anderes ab: Lassen Sie einen anderen Befunder übernehmen, oder ändern Sie Ihre Klasse.',
  'A segment of this mask has a class that no mask schema has.':
    'Ein Segment dieser Maske hat eine Klasse, die zu keinem Maskenschema gehört.',
  'A segmentation head cannot be read: its file is not a complete one.':
    'Ein Segmentierungskopf ist nicht lesbar: Seine Datei ist nicht vollständig.',
  'A segmentation head cannot be used: "{0}" does not fit its options.':
    'Ein Segmentierungskopf kann nicht verwendet werden: "{0}" passt nicht zu seinen Optionen.',
  'A sound checkpoint does not claim this much. Fetch it again from where it came from, or save its weights as safetensors.':
    'Ein unversehrter Checkpoint gibt nicht so viel an. Holen Sie ihn erneut von seiner Quelle, oder speichern Sie seine Gewichte als safetensors.',
  'A stored adapter cannot be read: it is not a complete adapter file.':
    'Ein gespeicherter Adapter ist nicht lesbar: Seine Datei ist nicht vollständig.',
  'A stored adapter cannot be used: "{0}" does not fit its method.':
    'Ein gespeicherter Adapter kann nicht verwendet werden: "{0}" passt nicht zu seinem Verfahren.',
  'A training step of {0} on this network needs about {1} MB, and the memory budget leaves it {2} MB.':
    'Ein Trainingsschritt von {0} auf diesem Netz braucht etwa {1} MB, und der Arbeitsspeicher zum Rechnen lässt ihm {2} MB.',
  'A tuning run cannot be continued: its checkpoint is not one.':
    'Eine Abstimmung kann nicht fortgesetzt werden: Ihr Zwischenstand ist keiner.',
  'A tuning run, or the training of a segmentation head, is using these cases.':
    'Eine Abstimmung oder das Training eines Segmentierungskopfes verwendet diese Fälle gerade.',
  'Activate a method that reads the mask, and predict again.':
    'Aktivieren Sie ein Verfahren, das die Maske liest, und lassen Sie neu vorhersagen.',
  'Activate an adapter of the installed network, or tune again.':
    'Aktivieren Sie einen Adapter des installierten Netzes, oder stimmen Sie neu ab.',
  'Activate another adapter, or tune again.':
    'Aktivieren Sie einen anderen Adapter, oder stimmen Sie neu ab.',
  'Activate it for its own schema.': 'Aktivieren Sie ihn für sein eigenes Schema.',
  'Adapters answer only with the network that they were tuned on. Keep it, or wait for its runs to end.':
    'Adapter antworten nur mit dem Netz, auf dem sie abgestimmt wurden. Behalten Sie es, oder warten Sie, bis seine Läufe enden.',
  'Add labelled cases of at least one more class to the training sites.':
    'Fügen Sie den Trainingsstandorten Fälle mindestens einer weiteren Klasse hinzu.',
  'Add patients to the training sites, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Fügen Sie den Trainingsstandorten Patienten hinzu, oder erlauben Sie die Validierung innerhalb eines Patienten, nach Blöcken von Bildern: Das Ergebnis wird dann so gekennzeichnet.',
  'Add patients, divide by site, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Fügen Sie Patienten hinzu, teilen Sie nach Standort auf, oder erlauben Sie die Validierung innerhalb eines Patienten, nach Blöcken von Bildern: Das Ergebnis wird dann so gekennzeichnet.',
  'Add patients, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    'Fügen Sie Patienten hinzu, oder erlauben Sie die Validierung innerhalb eines Patienten, nach Blöcken von Bildern: Das Ergebnis wird dann so gekennzeichnet.',
  'Add patients, or divide by site.': 'Fügen Sie Patienten hinzu, oder teilen Sie nach Standort auf.',
  'Add patients, or name other test sites.':
    'Fügen Sie Patienten hinzu, oder nennen Sie andere Teststandorte.',
  'Add patients, or name other training sites.':
    'Fügen Sie Patienten hinzu, oder nennen Sie andere Trainingsstandorte.',
  'All biases of the network are trained, nothing else of it. Knows nothing of masks.':
    'Trainiert werden alle Bias-Werte des Netzes, sonst nichts davon. Weiß nichts von Masken.',
  "All weights, 3500 steps of AdamW with this project's own engine, seed 20261123; `npm run train-backbone` repeats it.":
    'Alle Gewichte, 3500 Schritte AdamW mit der eigenen Engine dieses Projekts, Startwert 20261123; `npm run train-backbone` wiederholt es.',
  'All {0} runs failed. The first: {1}': 'Alle {0} Läufe sind fehlgeschlagen. Der erste: {1}',
  'All {0} training cases have the same label: there is nothing to tell apart.':
    'Alle {0} Trainingsfälle haben dieselbe Klasse: Es gibt nichts zu unterscheiden.',
  Alpha: 'Alpha',
  'An entry of {0} was left out: its key is neither a text nor a number.':
    'Ein Eintrag von {0} wurde weggelassen: Sein Schlüssel ist weder Text noch Zahl.',
  'Annotation {0} has a box but no region.': 'Annotation {0} hat einen Rahmen, aber keinen Bereich.',
  'Another file of this import belongs to the same frame.':
    'Eine andere Datei dieses Imports gehört zum selben Bild.',
  'Arrays of texts were left out: {0}.': 'Arrays mit Texten wurden weggelassen: {0}.',
  'Ask for fewer cases per class, or add patients of the rarest class.':
    'Verlangen Sie weniger Fälle je Klasse, oder fügen Sie Patienten der seltensten Klasse hinzu.',
  'Ask for more cases per class, or leave the task out.':
    'Verlangen Sie mehr Fälle je Klasse, oder lassen Sie die Aufgabe weg.',
  'Ask for the gradient instead.': 'Rufen Sie stattdessen den Gradienten ab.',
  'Ask for them again.': 'Rufen Sie sie erneut ab.',
  'Ask whoever administers this workstation.': 'Fragen Sie die Administration dieser Workstation.',
  'Attention bias': 'Attention-Bias',
  'Begin an amendment, with the reason for it; the signed reading stays as it is.':
    'Beginnen Sie eine Ergänzung mit ihrem Grund; der signierte Befund bleibt, wie er ist.',
  'Both parts of Lapidary must be of the same version: restart it.':
    'Beide Teile von Lapidary müssen dieselbe Version haben: Starten Sie es neu.',
  'Bring a smaller variant of the model, or one in half precision.':
    'Fügen Sie eine kleinere Variante des Modells hinzu, oder eine mit halber Genauigkeit.',
  'Bring its decoder together with it.': 'Fügen Sie seinen Decoder zusammen mit ihm hinzu.',
  'Bring its encoder together with it.': 'Fügen Sie seinen Encoder zusammen mit ihm hinzu.',
  'Bring the encoder and the decoder of one and the same export.':
    'Fügen Sie Encoder und Decoder ein und desselben Exports hinzu.',
  'Bring {0}.': 'Fügen Sie Folgendes hinzu: {0}.',
  'Build it with `npm run build`, or reinstall Lapidary.':
    'Erstellen Sie es mit `npm run build`, oder installieren Sie Lapidary neu.',
  'By the masks of {0} cases.': 'Nach den Masken von {0} Fällen.',
  'CLIP image tower': 'CLIP-Bildturm',
  'Caches: none are kept. {0} of disk would save computing the same again.':
    'Zwischenspeicher: Es wird nichts aufbewahrt. {0} Speicherplatz würden erneutes Berechnen sparen.',
  'Caches: {0} of disk, of {1} allowed': 'Zwischenspeicher: {0} Speicherplatz, von {1} erlaubten',
  'Caches: {0} of disk, of {1} allowed and {2} free: {3} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'Zwischenspeicher: {0} Speicherplatz, von {1} erlaubten und {2} freien: {3} davon werden bei Bedarf neu berechnet. Kann jederzeit gelöscht werden.',
  'Caches: {0} of disk, of {1} allowed: {2} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'Zwischenspeicher: {0} Speicherplatz, von {1} erlaubten: {2} davon werden bei Bedarf neu berechnet. Kann jederzeit gelöscht werden.',
  'Caches: {0} of disk, of {1} allowed; safe to delete at any time.':
    'Zwischenspeicher: {0} Speicherplatz, von {1} erlaubten; kann jederzeit gelöscht werden.',
  'Call the mask as its frame’s file is called, or say which ending is to be read as which other.':
    'Nennen Sie die Maske wie die Datei ihres Bildes, oder geben Sie an, welche Endung als welche andere zu lesen ist.',
  'Cancel its training first, then remove it.':
    'Brechen Sie zuerst sein Training ab, und entfernen Sie ihn dann.',
  'Carries a second class token; it is kept as a constant token.':
    'Hat ein zweites Klassentoken; es wird als konstantes Token beibehalten.',
  'Change the option, or use another network.': 'Ändern Sie die Option, oder verwenden Sie ein anderes Netz.',
  'Change the reading as it is, then sign it.':
    'Ändern Sie den Befund, wie er ist, und signieren Sie ihn dann.',
  'Check its path; in a manifest, paths are relative to the manifest, and case counts.':
    'Prüfen Sie seinen Pfad; in einer Tabelle sind Pfade relativ zur Tabelle, und Groß- und Kleinschreibung zählt.',
  'Check that it is an ordinary file and that your user account may read it.':
    'Prüfen Sie, ob es eine gewöhnliche Datei ist und Ihr Benutzerkonto sie lesen darf.',
  'Check that it is the checkpoint itself, not a web page or a pointer that was saved in its place.':
    'Prüfen Sie, ob es der Checkpoint selbst ist, nicht eine Webseite oder ein Verweis, der an seiner Stelle gespeichert wurde.',
  'Check that the column "label" holds classes, not remarks; or name the label schema they belong to.':
    'Prüfen Sie, ob die Spalte "label" Klassen enthält und keine Bemerkungen; oder nennen Sie das Klassenschema, zu dem sie gehören.',
  'Check that the file is complete and holds the whole image encoder; `lapidary checkpoint inspect` lists its tensors.':
    'Prüfen Sie, ob die Datei vollständig ist und den ganzen Bildencoder enthält; `lapidary checkpoint inspect` listet ihre Tensoren auf.',
  'Check that there is enough free memory and that the model files are complete; "cpu" is the provider that works everywhere.':
    'Prüfen Sie, ob genug Arbeitsspeicher frei ist und die Modelldateien vollständig sind; "cpu" ist der Anbieter, der überall funktioniert.',
  'Check the disk, then restore the data folder from a backup, or import the file again.':
    'Prüfen Sie den Datenträger, und stellen Sie dann den Datenordner aus einer Sicherung wieder her, oder importieren Sie die Datei erneut.',
  'Check the disk, then restore the data folder from a backup, or import the picture again.':
    'Prüfen Sie den Datenträger, und stellen Sie dann den Datenordner aus einer Sicherung wieder her, oder importieren Sie das Bild erneut.',
  'Check the facts that were stated of it, above all heads, activation and the norms’ epsilon, or fetch the file again.':
    'Prüfen Sie die Angaben dazu, vor allem Köpfe, Aktivierung und das Epsilon der Normierungen, oder holen Sie die Datei erneut.',
  'Check the path.': 'Prüfen Sie den Pfad.',
  'Check the sizes that were stated of the model. If they are right, the model itself is at fault: export it again.':
    'Prüfen Sie die Größen, die zu dem Modell angegeben wurden. Stimmen sie, liegt es am Modell selbst: Exportieren Sie es erneut.',
  'Check what was stated of the model, above all its outputs and its numbers for colours; or use another one.':
    'Prüfen Sie, was zu dem Modell angegeben wurde, vor allem seine Ausgaben und seine Zahlen für Farben; oder verwenden Sie ein anderes.',
  'Checksum as several independent copies have it.': 'Prüfsumme, wie mehrere unabhängige Kopien sie haben.',
  'Choose "auto" or "cpu"; after installing a driver, examine this machine again on the System page or with "lapidary doctor".':
    'Wählen Sie "auto" oder "cpu"; nach der Installation eines Treibers prüfen Sie diesen Rechner erneut, auf der Seite „System“ oder mit "lapidary doctor".',
  'Choose "cpu" in the settings and start again, or update the driver. Runs that were done are kept.':
    'Wählen Sie in den Einstellungen "cpu" und starten Sie erneut, oder aktualisieren Sie den Treiber. Fertige Läufe bleiben erhalten.',
  'Choose "cpu" in the settings, or allow operations on the CPU there; the results are then marked.':
    'Wählen Sie in den Einstellungen "cpu", oder erlauben Sie dort Operationen auf der CPU; die Ergebnisse werden dann gekennzeichnet.',
  'Choose PNG label maps, or one COCO file.': 'Wählen Sie PNG-Labelkarten oder eine COCO-Datei.',
  'Choose a class for every segment.': 'Wählen Sie für jedes Segment eine Klasse.',
  'Choose a class, mark it as uncertain, or set the finding aside.':
    'Wählen Sie eine Klasse, markieren Sie den Befund als unsicher, oder stellen Sie ihn zurück.',
  'Choose a file that ends in .safetensors, .pth, .pt, .bin, .npz or .onnx, or the .index.json of several.':
    'Wählen Sie eine Datei, die auf .safetensors, .pth, .pt, .bin, .npz oder .onnx endet, oder die .index.json von mehreren.',
  'Choose a file that lies on a disk.': 'Wählen Sie eine Datei, die auf einem Datenträger liegt.',
  'Choose a folder on a disk of this computer. To work from several rooms, open the workstation of one computer from the others.':
    'Wählen Sie einen Ordner auf einem Datenträger dieses Rechners. Um in mehreren Räumen zu arbeiten, öffnen Sie die Workstation eines Rechners von den anderen aus.',
  'Choose a folder that no service synchronises, on a disk of this computer.':
    'Wählen Sie einen Ordner auf einem Datenträger dieses Rechners, den kein Dienst synchronisiert.',
  'Choose a folder.': 'Wählen Sie einen Ordner.',
  'Choose a mask schema and classes of it.': 'Wählen Sie ein Maskenschema und Klassen daraus.',
  'Choose a segmentation head instead.': 'Wählen Sie stattdessen einen Segmentierungskopf.',
  'Choose all of its files together: the index and every part that it names.':
    'Wählen Sie alle seine Dateien zusammen: den Index und jeden Teil, den er nennt.',
  'Choose an import from the list of jobs.': 'Wählen Sie einen Import aus der Liste der Aufträge.',
  'Choose another data folder.': 'Wählen Sie einen anderen Datenordner.',
  'Choose another method.': 'Wählen Sie ein anderes Verfahren.',
  'Choose another model.': 'Wählen Sie ein anderes Modell.',
  'Choose another name, or use the cohort that is there.':
    'Wählen Sie einen anderen Namen, oder verwenden Sie die vorhandene Kohorte.',
  'Choose another one for new runs instead.': 'Wählen Sie stattdessen ein anderes für neue Läufe.',
  'Choose another one with --port, or leave --port out to use any free one.':
    'Wählen Sie mit --port einen anderen, oder lassen Sie --port weg, um irgendeinen freien zu verwenden.',
  'Choose another one.': 'Wählen Sie eine andere.',
  'Choose its class again.': 'Wählen Sie seine Klasse erneut.',
  'Choose one from the list of jobs.': 'Wählen Sie einen aus der Liste der Aufträge.',
  'Choose one from the list, or add one.': 'Wählen Sie einen aus der Liste, oder fügen Sie einen hinzu.',
  'Choose one from the list.': 'Wählen Sie einen Eintrag aus der Liste.',
  'Choose one of its own classes, or anything but background.':
    'Wählen Sie eine seiner eigenen Klassen, oder alles außer Hintergrund.',
  'Choose one of the adapters in the list.': 'Wählen Sie einen der Adapter aus der Liste.',
  'Choose one of the classes offered for this finding.':
    'Wählen Sie eine der Klassen, die für diesen Befund angeboten werden.',
  'Choose one of the cohorts in the list.': 'Wählen Sie eine der Kohorten aus der Liste.',
  'Choose one of the heads in the list.': 'Wählen Sie einen der Köpfe aus der Liste.',
  'Choose one of the list, or state the facts one by one.':
    'Wählen Sie einen Eintrag der Liste, oder machen Sie die Angaben einzeln.',
  'Choose one of the mask schemas in the list.': 'Wählen Sie eines der Maskenschemata aus der Liste.',
  'Choose one of the schemas in the list.': 'Wählen Sie eines der Schemata aus der Liste.',
  'Choose one of these in the settings; "cpu" works everywhere.':
    'Wählen Sie in den Einstellungen einen von diesen; "cpu" funktioniert überall.',
  'Choose one of {0}.': 'Möglich sind: {0}.',
  'Choose one of: {0}.': 'Zur Wahl stehen: {0}.',
  'Choose one that is in the list.': 'Wählen Sie etwas, das in der Liste steht.',
  'Choose that patient from the list, or correct the number.':
    'Wählen Sie diesen Patienten aus der Liste, oder berichtigen Sie die Nummer.',
  'Choose that reader from the list, or add what tells the two apart.':
    'Wählen Sie diesen Befunder aus der Liste, oder fügen Sie hinzu, was die beiden unterscheidet.',
  'Choose the .npz file with all arrays, or save them with numpy.savez.':
    'Wählen Sie die .npz-Datei mit allen Arrays, oder speichern Sie sie mit numpy.savez.',
  'Choose the checkpoint or the ONNX file that the engine was built from.':
    'Wählen Sie den Checkpoint oder die ONNX-Datei, aus der die Engine erstellt wurde.',
  'Choose the file with the weights, or the index whose name ends in .index.json.':
    'Wählen Sie die Datei mit den Gewichten oder den Index, dessen Name auf .index.json endet.',
  'Choose the files again and start the import once more.':
    'Wählen Sie die Dateien erneut, und starten Sie den Import noch einmal.',
  'Choose the files again.': 'Wählen Sie die Dateien erneut.',
  'Choose the files in the import dialog.': 'Wählen Sie die Dateien im Importdialog.',
  'Choose the patient again.': 'Wählen Sie den Patienten erneut.',
  'Choose the reader again.': 'Wählen Sie den Befunder erneut.',
  'Choose the weights among those files.': 'Wählen Sie unter diesen Dateien die Gewichte.',
  'Choose their classes again.': 'Wählen Sie ihre Klassen erneut.',
  'Choose them again, all from one schema.': 'Wählen Sie sie erneut, alle aus einem Schema.',
  'Choose two versions of one frame.': 'Wählen Sie zwei Fassungen eines Bildes.',
  'Choose {0} or less.': 'Wählen Sie {0} oder weniger.',
  'Classes were stated without the mask schema that they are of.':
    'Es wurden Klassen ohne das Maskenschema angegeben, zu dem sie gehören.',
  'Click into the region first.': 'Klicken Sie zuerst in den Bereich.',
  'Click into the region instead, or choose another method.':
    'Klicken Sie stattdessen in den Bereich, oder wählen Sie ein anderes Verfahren.',
  'Click into the region, or draw a box around it.':
    'Klicken Sie in den Bereich, oder zeichnen Sie einen Rahmen darum.',
  'Click once more inside the region, draw a larger box, or choose another method.':
    'Klicken Sie noch einmal in den Bereich, zeichnen Sie einen größeren Rahmen, oder wählen Sie ein anderes Verfahren.',
  'Columns of the manifest that mean nothing to an import were ignored: {0}.':
    'Spalten der Tabelle, die für einen Import ohne Bedeutung sind, wurden übergangen: {0}.',
  'Copy it once more from where it was recorded, then import it again.':
    'Kopieren Sie die Datei noch einmal von dort, wo sie aufgenommen wurde, und importieren Sie sie dann erneut.',
  'Copying the model': 'Modell wird kopiert',
  'Correct it and import again.': 'Berichtigen Sie es, und importieren Sie erneut.',
  'Correct that line, or save the table as CSV once more.':
    'Berichtigen Sie diese Zeile, oder speichern Sie die Tabelle noch einmal als CSV.',
  'Correct the site in the manifest, or give the study another name.':
    'Berichtigen Sie den Standort in der Tabelle, oder geben Sie der Untersuchung einen anderen Namen.',
  'Decrypt the file with the program that wrote it.':
    'Entschlüsseln Sie die Datei mit dem Programm, das sie geschrieben hat.',
  'Demonstration and tests of Lapidary. Not for clinical use.':
    'Demonstration und Tests von Lapidary. Nicht für den klinischen Gebrauch.',
  Depth: 'Tiefe',
  'Dice coefficient of stones, demo cohort': 'Dice-Koeffizient der Steine, Demo-Kohorte',
  'Dice coefficient of stones, validation': 'Dice-Koeffizient der Steine, Validierung',
  'Do not work in this data folder. Copy it as it is, check the disk, and restore the folder from your last backup; copies from before each update lie in its folder "backups".':
    'Arbeiten Sie nicht in diesem Datenordner. Kopieren Sie ihn, wie er ist, prüfen Sie den Datenträger, und stellen Sie den Ordner aus Ihrer letzten Sicherung wieder her; Kopien von vor jeder Aktualisierung liegen in seinem Ordner "backups".',
  'Draw a box around the region first.': 'Zeichnen Sie zuerst einen Rahmen um den Bereich.',
  'Draw a larger box, or paint so small a region with the brush.':
    'Zeichnen Sie einen größeren Rahmen, oder malen Sie einen so kleinen Bereich mit dem Pinsel.',
  'Draw it around the region, over the picture.': 'Zeichnen Sie ihn um den Bereich, auf dem Bild.',
  'Draw masks, or choose other studies.': 'Zeichnen Sie Masken, oder wählen Sie andere Untersuchungen.',
  'Draw or import masks first.': 'Zeichnen oder importieren Sie zuerst Masken.',
  'Draw or import masks of more patients, or choose another schema or more studies.':
    'Zeichnen oder importieren Sie Masken von mehr Patienten, oder wählen Sie ein anderes Schema oder mehr Untersuchungen.',
  'Draw or import masks, or use a method that reads the whole frame.':
    'Zeichnen oder importieren Sie Masken, oder verwenden Sie ein Verfahren, das das ganze Bild liest.',
  'Draw or propose a mask, or activate a method that reads the whole frame.':
    'Zeichnen Sie eine Maske, lassen Sie eine vorschlagen, oder aktivieren Sie ein Verfahren, das das ganze Bild liest.',
  'Draw or propose a mask, or use a method that reads the whole frame.':
    'Zeichnen Sie eine Maske, lassen Sie eine vorschlagen, oder verwenden Sie ein Verfahren, das das ganze Bild liest.',
  'Endo700k: more than 700,000 frames of minimally invasive surgery from nine public collections, without labels.':
    'Endo700k: mehr als 700.000 Bilder minimalinvasiver Eingriffe aus neun öffentlichen Sammlungen, ohne Labels.',
  'Enter one of the two.': 'Geben Sie eines von beiden ein.',
  'Every value of the network is trained: the most that can be tuned, and the most memory. Knows nothing of masks.':
    'Jeder Wert des Netzes wird trainiert: das meiste, was sich abstimmen lässt, und der meiste Arbeitsspeicher. Weiß nichts von Masken.',
  'Everything outside the mask is painted in one colour, then a linear head. Needs masks.':
    'Alles außerhalb der Maske wird einfarbig übermalt, dann ein linearer Kopf. Braucht Masken.',
  'Examine this machine again, on the System page or with "lapidary doctor"; or choose "cpu" in the settings.':
    'Prüfen Sie diesen Rechner erneut, auf der Seite „System“ oder mit "lapidary doctor"; oder wählen Sie in den Einstellungen "cpu".',
  'Export it as COCO, which is one file of any length.':
    'Exportieren Sie sie als COCO: Das ist eine einzige Datei beliebiger Länge.',
  'Export it once more from where it was drawn.':
    'Exportieren Sie die Datei noch einmal von dort, wo sie gezeichnet wurde.',
  'Export it once more from where it was made.':
    'Exportieren Sie die Datei noch einmal von dort, wo sie erstellt wurde.',
  'Export it once more, as COCO object detection with segmentation.':
    'Exportieren Sie die Datei noch einmal, als COCO-Objekterkennung mit Segmentierung.',
  'Export it with segmentation.': 'Exportieren Sie die Datei mit Segmentierung.',
  'Export it with standard operators; code that comes with a model is never loaded.':
    'Exportieren Sie es mit Standardoperatoren; Code, der mit einem Modell kommt, wird nie geladen.',
  'Export the mask at the size of its frame: a mask that was scaled may lie beside what it outlines.':
    'Exportieren Sie die Maske in der Größe ihres Bildes: Eine skalierte Maske kann neben dem liegen, was sie umreißt.',
  'Export the mask at the size of its picture: a mask that was scaled may lie beside what it outlines.':
    'Exportieren Sie die Maske in der Größe ihres Bildes: Eine skalierte Maske kann neben dem liegen, was sie umreißt.',
  'Export the masks first: the names of an export tell frames apart. Call the files like those.':
    'Geben Sie die Masken zuerst aus: Die Namen einer Ausgabe unterscheiden die Bilder. Nennen Sie die Dateien ebenso.',
  'Export the model again with another name for its external data.':
    'Exportieren Sie das Modell erneut, mit einem anderen Namen für seine externen Daten.',
  'Export the network with dense weights.': 'Exportieren Sie das Netz mit dichten Gewichten.',
  'Export the network with its weights in float32, float16 or bfloat16.':
    'Exportieren Sie das Netz mit Gewichten in float32, float16 oder bfloat16.',
  'Export this study as COCO, which is one file of any length.':
    'Geben Sie diese Untersuchung als COCO aus: Das ist eine einzige Datei beliebiger Länge.',
  'Fetch it again from where it came from, signed in if that is asked for, and compare its size.':
    'Holen Sie die Datei erneut von ihrer Quelle, angemeldet, falls das verlangt wird, und vergleichen Sie ihre Größe.',
  'Fetch it again from where the weights came from, or import the weights without it.':
    'Holen Sie die Datei erneut von dort, woher die Gewichte kamen, oder importieren Sie die Gewichte ohne sie.',
  'Fetch or save the network with its weights in float32, float16 or bfloat16.':
    'Holen oder speichern Sie das Netz mit Gewichten in float32, float16 oder bfloat16.',
  'Fetch the file again from where it came from and compare its checksum.':
    'Holen Sie die Datei erneut von ihrer Quelle, und vergleichen Sie ihre Prüfsumme.',
  'Fetch the file again from where it came from, or save it again in float32.':
    'Holen Sie die Datei erneut von ihrer Quelle, oder speichern Sie sie erneut in float32.',
  'Fetch the file itself: with "git lfs pull", or by the download link of the page that it is on.':
    'Holen Sie die Datei selbst: mit "git lfs pull" oder über den Download-Link der Seite, auf der sie steht.',
  'Files that are no arrays were left out: {0}.': 'Dateien, die keine Arrays sind, wurden weggelassen: {0}.',
  'Fill in its image, or remove the row.': 'Tragen Sie das Bild ein, oder entfernen Sie die Zeile.',
  'Finding {0} was changed meanwhile, in another window or by someone else.':
    'Befund {0} wurde inzwischen geändert, in einem anderen Fenster oder von jemand anderem.',
  'Findings {0} and {1} would be the same segment of a frame.':
    'Die Befunde {0} und {1} wären dasselbe Segment eines Bildes.',
  'Follows steps of colour around the clicks; needs no model. The rim of the picture counts as outside unless a click is near.':
    'Folgt Farbstufen um die Klicks; braucht kein Modell. Der Rand des Bildes gilt als außerhalb, sofern kein Klick in der Nähe liegt.',
  'Four registers keep its token maps clean; prefer it where regions are read from tokens.':
    'Vier Register halten seine Token-Karten sauber; vorzuziehen, wo Bereiche aus Token gelesen werden.',
  'Frame {0}… cannot be decoded.': 'Bild {0}… kann nicht dekodiert werden.',
  'Free some memory or set a smaller memory budget, choose "cpu" in the settings, and start again. Runs that were done are kept.':
    'Geben Sie Arbeitsspeicher frei oder setzen Sie den Arbeitsspeicher zum Rechnen niedriger, wählen Sie in den Einstellungen "cpu", und starten Sie erneut. Fertige Läufe bleiben erhalten.',
  'Free some space on that disk, then do the same again: what was already stored is safe and is not stored twice.':
    'Schaffen Sie Platz auf diesem Datenträger, und wiederholen Sie den Vorgang: Was schon gespeichert ist, ist sicher und wird nicht doppelt gespeichert.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 115 MiB.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. 115 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 1243 MiB; the one that Google recommends. Its weights differ.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. 1243 MiB; die Datei, die Google empfiehlt. Sie enthält andere Gewichte.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 37 MiB.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. 37 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 391 MiB.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. 391 MiB.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 398 MiB; the one that Google recommends. Its weights differ.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. 398 MiB; die Datei, die Google empfiehlt. Sie enthält andere Gewichte.',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. The one that timm publishes.":
    'Aus Googles eigenem Speicher, storage.googleapis.com/vit_models/augreg/. Die Datei, die timm veröffentlicht.',
  'Give a threshold, or save the masks as PNG.':
    'Geben Sie eine Schwelle an, oder speichern Sie die Masken als PNG.',
  'Give it a plain name.': 'Geben Sie der Datei einen einfachen Namen.',
  'Give the folder, or leave the task out.': 'Geben Sie den Ordner an, oder lassen Sie die Aufgabe weg.',
  'Give your user account the right to write to this folder, or choose another data folder.':
    'Geben Sie Ihrem Benutzerkonto das Recht, in diesen Ordner zu schreiben, oder wählen Sie einen anderen Datenordner.',
  'Google Drive': 'Google Drive',
  Grid: 'Raster',
  Head: 'Kopf',
  'How it was pretrained; prompt tuning works far worse on some kinds than on others.':
    'Wie es vortrainiert wurde; Prompt-Tuning gelingt mit manchen Arten weit schlechter als mit anderen.',
  'If that patient is the wrong one, move the study or the frame there to the right one; if not, correct the patient in the manifest.':
    'Ist es die falsche Person, verschieben Sie die Untersuchung oder das Bild dort zur richtigen; sonst korrigieren Sie die Person in der Tabelle.',
  'If the encoder does without them, import again and say that they are to be left out.':
    'Kommt der Encoder ohne sie aus, importieren Sie erneut und geben Sie an, dass sie weggelassen werden sollen.',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels, and the answers of a convolutional teacher.':
    'ImageNet-1k: 1,28 Millionen Fotografien aus 1.000 Klassen, mit Labels und den Antworten eines Faltungsnetzes als Lehrer.',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels.':
    'ImageNet-1k: 1,28 Millionen Fotografien aus 1.000 Klassen, mit Labels.',
  'ImageNet-1k: 1.28 million photographs, without labels.':
    'ImageNet-1k: 1,28 Millionen Fotografien, ohne Labels.',
  'ImageNet-21k: 21,843 classes of photographs, with labels.':
    'ImageNet-21k: 21.843 Klassen von Fotografien, mit Labels.',
  'Import JPEG, PNG, TIFF or WebP pictures; save others in one of these formats first.':
    'Importieren Sie JPEG-, PNG-, TIFF- oder WebP-Bilder; speichern Sie andere zuerst in einem dieser Formate.',
  'Import it folder by folder.': 'Importieren Sie ihn Ordner für Ordner.',
  'Import it into the study that it was exported from.':
    'Importieren Sie die Datei in die Untersuchung, aus der sie ausgegeben wurde.',
  'Import label maps of one export, or one COCO file, at a time.':
    'Importieren Sie jeweils die Labelkarten eines einzigen Exports oder eine einzige COCO-Datei.',
  'Import the file by values, or export the masks once more.':
    'Importieren Sie die Datei nach Werten, oder geben Sie die Masken noch einmal aus.',
  'Import the file that it was made from, with the same facts, on the Models page; its hash is then the same.':
    'Importieren Sie die Datei, aus der es erzeugt wurde, mit denselben Angaben auf der Seite „Modelle“; sein Hash ist dann derselbe.',
  'Import the masks again: those that are there already are kept.':
    'Importieren Sie die Masken erneut: Die schon vorhandenen bleiben erhalten.',
  'Import them in parts.': 'Importieren Sie sie in Teilen.',
  'Import what the manifest names by the manifest alone, and the rest by itself.':
    'Importieren Sie, was die Tabelle nennt, allein über die Tabelle, und den Rest für sich.',
  'Import “{0}” again ({1} bytes, sha256 {2}) on the Models page; what was stated of it is remembered.':
    'Importieren Sie „{0}“ erneut ({1} Bytes, sha256 {2}) auf der Seite „Modelle“; was dazu angegeben wurde, ist noch bekannt.',
  'Imported by this site. Not examined by the makers of Lapidary: whether it suits a clinical purpose, this site has to show.':
    'Von diesem Standort importiert. Von den Herstellern von Lapidary nicht geprüft: Ob es sich für einen klinischen Zweck eignet, muss dieser Standort zeigen.',
  'Install Lapidary again. Backbones can be imported without the catalogue.':
    'Installieren Sie Lapidary neu. Backbones lassen sich auch ohne den Katalog importieren.',
  'Install Lapidary again; its models folder comes with it.':
    'Installieren Sie Lapidary neu; sein Modellordner wird mitgeliefert.',
  'Install the backbone again from its source.': 'Installieren Sie das Backbone erneut aus seiner Quelle.',
  Interaction: 'Wechselwirkung',
  'It answers with class numbers alone: nothing tells how sure it is, and its masks are shown as sure.':
    'Es antwortet nur mit Klassennummern: Nichts sagt, wie sicher es sich ist, und seine Masken werden als sicher gezeigt.',
  'It belongs to a file of {0} pictures; of which one cannot be told.':
    'Sie gehört zu einer Datei mit {0} Bildern; zu welchem davon, lässt sich nicht sagen.',
  'It computes wrong results here.': 'Er rechnet hier falsch.',
  'It did not answer within {0} seconds.': 'Er hat nicht innerhalb von {0} Sekunden geantwortet.',
  'It found no device that it can use.': 'Er hat kein Gerät gefunden, das er verwenden kann.',
  'It goes on at the next start.': 'Beim nächsten Start geht es weiter.',
  'It has no column "image".': 'Ihr fehlt die Spalte "image".',
  'It has not been examined on this machine yet.': 'Er wurde auf diesem Rechner noch nicht geprüft.',
  'It has the column "{0}" twice.': 'Sie enthält die Spalte "{0}" zweimal.',
  'It is not available.': 'Er ist nicht verfügbar.',
  'It is not part of the runtime on this system.': 'Er gehört auf diesem System nicht zur Laufzeitumgebung.',
  'It is the fastest of those that passed their self-test on {0}.':
    'Der schnellste von denen, die ihren Selbsttest bestanden haben, auf {0}.',
  'It is the fastest of those that passed their self-test.':
    'Der schnellste von denen, die ihren Selbsttest bestanden haben.',
  'It is {0}×{1} on a frame of {2}×{3}.': 'Sie ist {0}×{1} auf einem Bild von {2}×{3}.',
  'It left operations to the CPU: {0}.': 'Er hat Operationen der CPU überlassen: {0}.',
  'It looks like a Swin transformer or BEiT': 'Es sieht nach einem Swin-Transformer oder BEiT aus',
  'It looks like a convolutional network': 'Es sieht nach einem Faltungsnetz aus',
  'It looks like a transformer of another kind': 'Es sieht nach einem Transformer anderer Art aus',
  'It looks like a transformer with rotary positions, such as DINOv3':
    'Es sieht nach einem Transformer mit Rotationspositionen wie DINOv3 aus',
  'It may have been erased. Reload the page.':
    'Möglicherweise wurde der Eintrag gelöscht. Laden Sie die Seite neu.',
  'It may have been erased. Reload the study.':
    'Möglicherweise wurde der Eintrag gelöscht. Laden Sie die Untersuchung neu.',
  'It may have been erased. Reload the worklist.':
    'Möglicherweise wurde der Eintrag gelöscht. Laden Sie die Arbeitsliste neu.',
  'It may have been moved or erased. Reload the study.':
    'Vielleicht wurde es verschoben oder gelöscht. Laden Sie die Untersuchung neu.',
  'It passed its self-test on {0}.': 'Hat seinen Selbsttest auf {0} bestanden.',
  'It passed its self-test.': 'Hat seinen Selbsttest bestanden.',
  'It was not examined.': 'Er wurde nicht geprüft.',
  'It was not reached: {0}': 'Sie kam nicht mehr an die Reihe: {0}',
  'It works on every machine.': 'Er funktioniert auf jedem Rechner.',
  'Its SHA-256 begins with 649709d9.': 'Der SHA-256 beginnt mit 649709d9.',
  'Its SHA-256 begins with b5f2ef4d.': 'Der SHA-256 beginnt mit b5f2ef4d.',
  'Its SHA-256 begins with cd65a155.': 'Der SHA-256 beginnt mit cd65a155.',
  'Its SHA-256 begins with df68dfff.': 'Der SHA-256 beginnt mit df68dfff.',
  'Its column "{0}" is probably meant to be "{1}".': 'Ihre Spalte "{0}" soll wahrscheinlich "{1}" heißen.',
  'Its device failed while it was computing.': 'Sein Gerät ist beim Rechnen ausgefallen.',
  'Its driver crashed the process that tried it.':
    'Sein Treiber hat den Prozess, der ihn erprobte, abstürzen lassen.',
  'Its files are those of another network.': 'Seine Dateien sind die eines anderen Netzes.',
  'Its first line names the columns; every further line is one picture.':
    'Die erste Zeile nennt die Spalten; jede weitere Zeile ist ein Bild.',
  'Its input has a fixed size, so that a picture cannot be given in its own proportions.':
    'Seine Eingabe hat eine feste Größe, sodass ein Bild nicht in seinen eigenen Proportionen gegeben werden kann.',
  'Its input is {0}×{1} pixels, and {2}×{3} were stated.':
    'Seine Eingabe ist {0}×{1} Pixel groß, angegeben wurden {2}×{3}.',
  'Its layer norms use 1e-12, as its configuration says; the original code used 1e-6.':
    'Seine Layer-Normierungen verwenden 1e-12, wie es in seiner Konfiguration steht; der ursprüngliche Code verwendete 1e-6.',
  'Its libraries are not installed, or it found no device that it can use.':
    'Seine Bibliotheken sind nicht installiert, oder er hat kein Gerät gefunden, das er verwenden kann.',
  'Its licence allows no commercial use. Whether clinical work is one, its publisher can tell.':
    'Seine Lizenz erlaubt keine kommerzielle Nutzung. Ob klinische Arbeit dazu zählt, kann der Herausgeber sagen.',
  'Its licence allows no derivatives. Adapters that are tuned on it may be some.':
    'Seine Lizenz erlaubt keine Bearbeitungen. Adapter, die darauf abgestimmt werden, können welche sein.',
  'Its mask: {0}': 'Seine Maske: {0}',
  'Its model card calls any deployed use out of scope: for research.':
    'Seine Modellkarte nimmt jeden produktiven Einsatz vom Verwendungszweck aus: für die Forschung.',
  'Its model card gives it for research alone.': 'Seine Modellkarte gibt es allein für die Forschung frei.',
  'Its name and shape are those of {0}, and a name says little. If it is that network, say so, and what the catalogue knows of it is taken.':
    'Name und Form sind die von {0}, und ein Name sagt wenig. Ist es dieses Netz, geben Sie es an: Dann wird übernommen, was der Katalog darüber weiß.',
  'Its options are {0}.': 'Seine Optionen sind {0}.',
  'Its output “{0}” did not come back as numbers.': 'Seine Ausgabe „{0}“ kam nicht als Zahlen zurück.',
  'Its output “{0}” did not come back as numbers: {1}.':
    'Seine Ausgabe „{0}“ kam nicht als Zahlen zurück: {1}.',
  'Its publisher tells.': 'Der Herausgeber nennt es.',
  'Join regions of one class, or check that this is a mask and not a picture.':
    'Verbinden Sie Bereiche einer Klasse, oder prüfen Sie, ob dies eine Maske ist und kein Bild.',
  'Known are ViT and DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE and the image towers of CLIP. `lapidary checkpoint inspect` lists what a file holds.':
    'Bekannt sind ViT und DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE und die Bildtürme von CLIP. `lapidary checkpoint inspect` listet auf, was eine Datei enthält.',
  'Known kinds are {0}.': 'Bekannte Arten sind {0}.',
  "Knows endoscopic pictures, chiefly laparoscopic ones. Mean and deviation are its own, not ImageNet's.":
    'Kennt endoskopische Bilder, vor allem laparoskopische. Mittelwert und Abweichung sind seine eigenen, nicht die von ImageNet.',
  'LAION-2B: about two billion pictures with English captions, gathered from the web.':
    'LAION-2B: etwa zwei Milliarden Bilder mit englischen Bildunterschriften, im Web gesammelt.',
  'LVD-142M: 142 million curated photographs, without labels.':
    'LVD-142M: 142 Millionen kuratierte Fotografien, ohne Labels.',
  'Label findings first, or make a cohort of another schema or other sites.':
    'Vergeben Sie zuerst Klassen für Befunde, oder legen Sie eine Kohorte mit einem anderen Schema oder anderen Standorten an.',
  'Label findings, or import a manifest with a label column, then make the cohort.':
    'Vergeben Sie Klassen für Befunde, oder importieren Sie eine Tabelle mit einer Spalte label, und legen Sie dann die Kohorte an.',
  'Label that finding instead.': 'Vergeben Sie stattdessen für jenen Befund eine Klasse.',
  'Learned prompt tokens in every block, no mask': 'Gelernte Prompt-Token in jedem Block, ohne Maske',
  'Learned prompt tokens, no mask': 'Gelernte Prompt-Token, ohne Maske',
  'Learned prompt tokens, the network sees only the region':
    'Gelernte Prompt-Token, das Netz sieht nur den Bereich',
  'Learned tokens beside the whole frame, others in every block. Knows nothing of masks.':
    'Gelernte Token neben dem ganzen Bild, andere in jedem Block. Weiß nichts von Masken.',
  'Learned tokens beside the whole frame. Knows nothing of masks.':
    'Gelernte Token neben dem ganzen Bild. Weiß nichts von Masken.',
  'Leave frames without a mask out, draw or import their masks, or choose a method or options that see the whole frame, such as segprompt with view=full and head=cls.':
    'Lassen Sie Bilder ohne Maske aus, zeichnen oder importieren Sie ihre Masken, oder wählen Sie ein Verfahren oder Optionen, die das ganze Bild sehen, etwa segprompt mit view=full und head=cls.',
  'Leave it a frame, or set it aside.': 'Lassen Sie ihm ein Bild, oder stellen Sie ihn zurück.',
  'Leave it out and say what the values mean, or export the masks once more.':
    'Lassen Sie sie weg und geben Sie an, was die Werte bedeuten, oder geben Sie die Masken noch einmal aus.',
  'Leave one of the two out.': 'Lassen Sie eines von beiden weg.',
  'Leave the second reading, and label it.': 'Beenden Sie die Zweitbefundung, und vergeben Sie die Klasse.',
  'Leave the size out: its file tells it.': 'Lassen Sie die Größe weg: Die Datei nennt sie.',
  'Let each component stand once, and their shares add up to 100 per cent at most.':
    'Nennen Sie jede Komponente einmal; ihre Anteile dürfen zusammen höchstens 100 Prozent ergeben.',
  'Line {0} of the manifest has more than {1} characters in "{2}".':
    'Zeile {0} der Tabelle hat mehr als {1} Zeichen in "{2}".',
  'Line {0} of the manifest has {1} cells where the header has {2}.':
    'Zeile {0} der Tabelle hat {1} Zellen, die Kopfzeile {2}.',
  'Line {0} of the manifest names no image.': 'Zeile {0} der Tabelle nennt kein Bild.',
  'Linear probe on the frame with the background painted out':
    'Lineare Probe auf dem Bild mit übermaltem Hintergrund',
  'Linear probe on the mask’s bounding box': 'Lineare Probe auf dem Rechteck um die Maske',
  'Linear probe on the region’s part of the whole frame':
    'Lineare Probe auf dem Anteil des Bereichs am ganzen Bild',
  'Linear probe on the whole frame': 'Lineare Probe auf dem ganzen Bild',
  'Linear probe, the network sees only the region': 'Lineare Probe, das Netz sieht nur den Bereich',
  'Load it in PyTorch and save its weights as safetensors.':
    'Laden Sie die Datei in PyTorch, und speichern Sie ihre Gewichte als safetensors.',
  'Load it in PyTorch on an ordinary machine and save it again there.':
    'Laden Sie die Datei in PyTorch auf einem gewöhnlichen Rechner, und speichern Sie sie dort erneut.',
  'Load it in Python, and save its arrays with numpy.savez or as safetensors.':
    'Laden Sie die Datei in Python, und speichern Sie ihre Arrays mit numpy.savez oder als safetensors.',
  'Load it once with a newer PyTorch (torch.load with weights_only=False reads it; only do so with a file you trust) and save it again.':
    'Laden Sie die Datei einmal mit einem neueren PyTorch (torch.load mit weights_only=False liest sie; tun Sie das nur mit einer Datei, der Sie vertrauen), und speichern Sie sie erneut.',
  'Look at it as it is now, then decide again. Nothing was overwritten.':
    'Sehen Sie sich den jetzigen Stand an, und entscheiden Sie dann erneut. Nichts wurde überschrieben.',
  'Look at it as it is now, then sign.': 'Sehen Sie sich den jetzigen Stand an, und signieren Sie dann.',
  'Look at the newer mask first; yours is kept on screen until you leave the frame.':
    'Sehen Sie sich zuerst die neuere Maske an; Ihre bleibt auf dem Bildschirm, bis Sie das Bild verlassen.',
  'Look at the preview again, then confirm.':
    'Sehen Sie sich die Vorschau erneut an, und bestätigen Sie dann.',
  'Look at the preview again: it names all frames of the file.':
    'Sehen Sie sich die Vorschau noch einmal an: Sie nennt alle Bilder der Datei.',
  'Look at what the import would do, and answer what it asks.':
    'Sehen Sie sich an, was der Import täte, und beantworten Sie seine Fragen.',
  'Low-rank updates of the attention, no mask': 'Niedrigrangige Änderungen der Attention, ohne Maske',
  'Low-rank updates of the attention, the network sees only the region':
    'Niedrigrangige Änderungen der Attention, das Netz sieht nur den Bereich',
  'Low-rank updates of what every block attends to. Knows nothing of masks.':
    'Änderungen von niedrigem Rang an dem, worauf jeder Block achtet. Weiß nichts von Masken.',
  'Made for 518 pixels, which are 1,370 tokens; at 224 pixels (257 tokens) it needs far less time and memory.':
    'Für 518 Pixel gemacht, das sind 1.370 Token; bei 224 Pixeln (257 Token) braucht es weit weniger Zeit und Speicher.',
  'Masked autoencoder (MAE)': 'Maskierter Autoencoder (MAE)',
  'Medical figures of many kinds, rather than endoscopic frames.':
    'Medizinische Abbildungen vieler Arten, weniger endoskopische Bilder.',
  'Merge their segments in the mask first, or leave that frame with one of them.':
    'Führen Sie zuerst ihre Segmente in der Maske zusammen, oder lassen Sie jenem Bild nur einen von beiden.',
  'More was left out.': 'Weiteres wurde weggelassen.',
  'Move it to a folder that is less deep, or give it a plain name.':
    'Verschieben Sie die Datei in einen weniger tiefen Ordner, oder geben Sie ihr einen einfachen Namen.',
  'Move or remove a mark, or choose another method.':
    'Verschieben oder entfernen Sie eine Markierung, oder wählen Sie ein anderes Verfahren.',
  'Name each finding once, with all the frames it is on.':
    'Nennen Sie jeden Befund einmal, mit allen Bildern, auf denen er liegt.',
  'Name each site either for training or for testing.':
    'Nennen Sie jeden Standort entweder fürs Training oder für den Test.',
  'Name every mask value once.': 'Nennen Sie jeden Maskenwert einmal.',
  'Name files, folders or a manifest.': 'Nennen Sie Dateien, Ordner oder eine Tabelle.',
  'Name files, or one folder.': 'Nennen Sie Dateien oder einen Ordner.',
  'Name sites of the cohort, spelled as they are.': 'Nennen Sie Standorte der Kohorte in ihrer Schreibweise.',
  'Nearest class mean on the whole frame': 'Nächstes Klassenmittel auf dem ganzen Bild',
  'Needs about 1.2 GB for its weights alone; a graphics card is advisable.':
    'Braucht etwa 1,2 GB allein für seine Gewichte; eine Grafikkarte ist ratsam.',
  'Needs about 2.5 GB for its weights alone: only for a large graphics card.':
    'Braucht etwa 2,5 GB allein für seine Gewichte: nur für eine große Grafikkarte.',
  'Needs about 4.5 GB for its weights alone: only for a large graphics card.':
    'Braucht etwa 4,5 GB allein für seine Gewichte: nur für eine große Grafikkarte.',
  'No adapter is active for this kind of finding, so there is nothing to answer with.':
    'Für diese Art von Befund ist kein Adapter aktiv; es gibt also nichts, womit geantwortet werden könnte.',
  'No adapter is active yet, so there is nothing to predict with.':
    'Noch ist kein Adapter aktiv; es gibt also nichts, womit vorhergesagt werden könnte.',
  'No amendment of this study is open.': 'Für diese Untersuchung ist keine Ergänzung offen.',
  'No baseline was run beside it.': 'Daneben lief kein Vergleichsverfahren.',
  'No event records this signature as it is.': 'Kein Ereignis hält diese Signatur so fest, wie sie ist.',
  'No file or folder was named.': 'Es wurde keine Datei und kein Ordner genannt.',
  'No finding of this schema has a label yet at the sites named.':
    'An den genannten Standorten hat noch kein Befund dieses Schemas eine Klasse.',
  'No frame of this study came from a file of this name.':
    'Kein Bild dieser Untersuchung kam aus einer Datei dieses Namens.',
  'No frame of this study has a mask.': 'Kein Bild dieser Untersuchung hat eine Maske.',
  'No frozen network is installed: the models folder has none.':
    'Es ist kein eingefrorenes Netz installiert: Im Modellordner liegt keines.',
  'No network of this size is read; save its image encoder by itself.':
    'Netze dieser Größe werden nicht gelesen; speichern Sie den Bildencoder für sich.',
  'No other provider passed its self-test on this machine.':
    'Kein anderer Anbieter hat seinen Selbsttest auf diesem Rechner bestanden.',
  'No patients are left for the test set.': 'Für die Testmenge bleiben keine Patienten übrig.',
  'No patients are left for the test set. {0} patient was in a test set before and can never train again.':
    'Für die Testmenge bleiben keine Patienten übrig. {0} Patient war schon in einer Testmenge und kann nie wieder zum Training dienen.',
  'No patients are left for the test set. {0} patients were in a test set before and can never train again.':
    'Für die Testmenge bleiben keine Patienten übrig. {0} Patienten waren schon in einer Testmenge und können nie wieder zum Training dienen.',
  'No patients are left to train on.': 'Zum Training bleiben keine Patienten übrig.',
  'No patients are left to train on. {0} patient was in a test set before and can never train again.':
    'Zum Training bleiben keine Patienten übrig. {0} Patient war schon in einer Testmenge und kann nie wieder zum Training dienen.',
  'No patients are left to train on. {0} patients were in a test set before and can never train again.':
    'Zum Training bleiben keine Patienten übrig. {0} Patienten waren schon in einer Testmenge und können nie wieder zum Training dienen.',
  'No point within the picture says what is inside the region.':
    'Kein Punkt auf dem Bild sagt, was im Bereich liegt.',
  'No region was found at these marks.': 'An diesen Markierungen wurde kein Bereich gefunden.',
  'No segmentation head and no model with the hash {0}… is here any more.':
    'Ein Segmentierungskopf oder Modell mit dem Hash {0}… ist nicht mehr da.',
  'No segmentation head proposes masks of this schema.':
    'Kein Segmentierungskopf schlägt Masken dieses Schemas vor.',
  'No variant is as well calibrated as the best baseline.':
    'Keine Variante ist so gut kalibriert wie das beste Vergleichsverfahren.',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors, such as {1}.':
    'In diesem Checkpoint ist kein Vision-Transformer einer bekannten Familie. Er enthält {0} Tensoren, etwa {1}.',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors.':
    'In diesem Checkpoint ist kein Vision-Transformer einer bekannten Familie. Er enthält {0} Tensoren.',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors, such as {2}.':
    'In diesem Checkpoint ist kein Vision-Transformer einer bekannten Familie. {0}. Er enthält {1} Tensoren, etwa {2}.',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors.':
    'In diesem Checkpoint ist kein Vision-Transformer einer bekannten Familie. {0}. Er enthält {1} Tensoren.',
  'Nobody has read finding {0} yet, so there is nothing to read again.':
    'Befund {0} hat noch niemand gelesen; es gibt also nichts erneut zu lesen.',
  'Nobody has said what finding {0} is.': 'Niemand hat gesagt, was Befund {0} ist.',
  'Nobody has said what findings {0} are.': 'Niemand hat gesagt, was die Befunde {0} sind.',
  'Non-commercial licence: ask before using it outside research.':
    'Nicht kommerzielle Lizenz: Fragen Sie nach, bevor Sie es außerhalb der Forschung verwenden.',
  "None of the cohort's {0} labelled frames has a mask of its finding, and {1} reads the frame through it.":
    'Keines der {0} Bilder mit Klasse in der Kohorte hat eine Maske seines Befundes, und {1} liest das Bild durch sie.',
  'Nothing needs to be done: the newer one is answered.':
    'Es ist nichts zu tun: Beantwortet wird das Neuere.',
  'Nothing of it is worth keeping.': 'Nichts davon lohnt die Aufbewahrung.',
  'Nothing says where the region is: there is neither a point nor a box.':
    'Nichts sagt, wo der Bereich liegt: Es gibt weder einen Punkt noch einen Rahmen.',
  'Nothing that was reported done is lost; the work goes on from its last checkpoint when it is started again.':
    'Nichts, was als fertig gemeldet wurde, ist verloren; die Arbeit geht beim erneuten Start von ihrem letzten Zwischenstand weiter.',
  'Nothing that was saved is lost. Update the graphics driver, or start Lapidary with --disable-gpu.':
    'Nichts, was gespeichert wurde, ist verloren. Aktualisieren Sie den Grafiktreiber, oder starten Sie Lapidary mit --disable-gpu.',
  'Nothing was lost. Try once more; if it happens again, send the log to your administrator.':
    'Nichts ging verloren. Versuchen Sie es noch einmal; geschieht es wieder, senden Sie das Protokoll an Ihre Administration.',
  'Nothing was pointed at.': 'Es wurde auf nichts gezeigt.',
  'Of the values beside its tensors, those after the first {0} were left out.':
    'Von den Werten neben seinen Tensoren wurden die nach den ersten {0} weggelassen.',
  'Of the {0} frames that the task {1} is tested on, {2} show one finding: they were made by an earlier version.':
    'Von den {0} Bildern, an denen die Aufgabe {1} geprüft wird, zeigen {2} nur einen Befund: Sie wurden von einer früheren Version erzeugt.',
  'One finding is to be arranged in two ways at once.':
    'Ein Befund soll auf zwei Arten zugleich angeordnet werden.',
  'Only 1 patient is left to train on; validation needs another one, so at least 2.':
    'Zum Trainieren bleibt nur 1 Patient; die Validierung braucht einen weiteren, also mindestens 2.',
  'Open it with the version that made it, or choose another data folder.':
    'Öffnen Sie ihn mit der Version, die ihn angelegt hat, oder wählen Sie einen anderen Datenordner.',
  "OpenAI's own file": 'Die Datei von OpenAI selbst',
  'PMC-15M: 15 million figures with captions from biomedical articles in PubMed Central.':
    'PMC-15M: 15 Millionen Abbildungen mit Bildunterschriften aus biomedizinischen Artikeln in PubMed Central.',
  'Pack it again as a single file.': 'Packen Sie es neu, als einzelne Datei.',
  'Pack it again without compression, or save the weights as safetensors.':
    'Packen Sie es neu, ohne Kompression, oder speichern Sie die Gewichte als safetensors.',
  'Pictures with captions, gathered from the web by OpenAI.':
    'Bilder mit Bildunterschriften, von OpenAI im Web gesammelt.',
  'Point at another place of the region, or choose another method.':
    'Zeigen Sie auf eine andere Stelle des Bereichs, oder wählen Sie ein anderes Verfahren.',
  'Port {0} of this machine cannot be used ({1}).':
    'Port {0} dieses Rechners kann nicht verwendet werden ({1}).',
  'Predict the study again.': 'Lassen Sie die Untersuchung noch einmal vorhersagen.',
  'Predict the study first.': 'Lassen Sie die Untersuchung zuerst vorhersagen.',
  'Pretrained as a masked autoencoder: prompt tuning works far worse on such networks than on others. Compare it with another one before you rely on it.':
    'Vortrainiert als maskierter Autoencoder: Prompt-Tuning gelingt mit solchen Netzen weit schlechter als mit anderen. Vergleichen Sie es mit einem anderen, bevor Sie sich darauf verlassen.',
  'Prompt input': 'Eingabe des Prompts',
  'Prompt tuning works far worse on masked autoencoders than on the other kinds; expect to tune more of the network or to choose another one (arxiv.org/abs/2203.12119, arxiv.org/abs/2306.05067).':
    'Prompt-Tuning gelingt mit maskierten Autoencodern weit schlechter als mit den anderen Arten; voraussichtlich muss mehr vom Netz abgestimmt oder ein anderes gewählt werden (arxiv.org/abs/2203.12119, arxiv.org/abs/2306.05067).',
  'Put quotes around cells that hold the separator.':
    'Setzen Sie Zellen, die das Trennzeichen enthalten, in Anführungszeichen.',
  'Put the file itself beside the others and try again.':
    'Legen Sie die Datei selbst zu den anderen, und versuchen Sie es erneut.',
  'Put the files of one network into one folder.': 'Legen Sie die Dateien eines Netzes in einen Ordner.',
  'Put the manifest into a folder that holds all its pictures and masks, and name them relative to it.':
    'Legen Sie die Tabelle in einen Ordner, der alle ihre Bilder und Masken enthält, und nennen Sie sie relativ dazu.',
  'QuickGELU for OpenAI’s weights, GELU for those of LAION and most others.':
    'QuickGELU für die Gewichte von OpenAI, GELU für die von LAION und die meisten anderen.',
  'Raise the memory budget in the settings, or choose a method that prompts fewer blocks or a smaller network.':
    'Erhöhen Sie in den Einstellungen den Arbeitsspeicher zum Rechnen, oder wählen Sie ein Verfahren mit Prompts in weniger Blöcken oder ein kleineres Netz.',
  Rank: 'Rang',
  'Reading files': 'Dateien werden gelesen',
  'Reading masks': 'Masken werden gelesen',
  'Reading tensors': 'Tensoren werden gelesen',
  'Regions of this image overlap in {0} pixels; a mask holds one class a pixel.':
    'Bereiche dieses Bildes überlappen sich in {0} Pixeln; eine Maske hat je Pixel eine Klasse.',
  'Reload the frame and draw the mask again.': 'Laden Sie das Bild neu, und zeichnen Sie die Maske erneut.',
  'Reload the frame and save the mask again; earlier versions are kept.':
    'Laden Sie das Bild neu, und speichern Sie die Maske erneut; frühere Fassungen bleiben erhalten.',
  'Reload the frame.': 'Laden Sie das Bild neu.',
  'Reload the list of jobs.': 'Laden Sie die Liste der Aufträge neu.',
  'Reload the page, then draw the mask again.':
    'Laden Sie die Seite neu, und zeichnen Sie die Maske dann erneut.',
  'Reload the page, then set the marks again.':
    'Laden Sie die Seite neu, und setzen Sie die Markierungen dann erneut.',
  'Reload the page.': 'Laden Sie die Seite neu.',
  'Reload the study, then arrange the findings again.':
    'Laden Sie die Untersuchung neu, und ordnen Sie die Befunde dann erneut an.',
  'Reload the study.': 'Laden Sie die Untersuchung neu.',
  'Reload the worklist.': 'Laden Sie die Arbeitsliste neu.',
  'Remove it and import its file again.': 'Entfernen Sie es, und importieren Sie seine Datei erneut.',
  'Remove some of them.': 'Entfernen Sie einige davon.',
  'Remove the model and import its files again.':
    'Entfernen Sie das Modell, und importieren Sie seine Dateien erneut.',
  'Rendering the cases of the task {0}': 'Die Fälle der Aufgabe {0} werden erzeugt',
  'Restore the data folder from a backup, or import the file again.':
    'Stellen Sie den Datenordner aus einer Sicherung wieder her, oder importieren Sie die Datei erneut.',
  'Run a check of the data folder (lapidary verify), and restore the folder from your last backup.':
    'Lassen Sie den Datenordner prüfen (lapidary verify), und stellen Sie den Ordner aus Ihrer letzten Sicherung wieder her.',
  'Save each mask as a file of its own.': 'Speichern Sie jede Maske als eigene Datei.',
  'Save every weight as an array of its own.': 'Speichern Sie jedes Gewicht als eigenes Array.',
  'Save it as greyscale, or with a palette, one value for each class.':
    'Speichern Sie sie als Graustufen oder mit einer Palette, ein Wert für jede Klasse.',
  'Save it at a smaller size, then import it again.':
    'Speichern Sie das Bild kleiner, und importieren Sie es dann erneut.',
  'Save it once more as "CSV UTF-8" (in Excel: Save as, file type "CSV UTF-8").':
    'Speichern Sie es noch einmal als "CSV UTF-8" (in Excel: Speichern unter, Dateityp "CSV UTF-8").',
  'Save it with 8 or 16 bits a channel.': 'Speichern Sie es mit 8 oder 16 Bit je Kanal.',
  'Save it with torch.save and its default protocol.':
    'Speichern Sie ihn mit torch.save und dessen Standardprotokoll.',
  'Save its weights as safetensors, or fetch them in that form, and choose that file.':
    'Speichern Sie seine Gewichte als safetensors, oder holen Sie sie in dieser Form, und wählen Sie diese Datei.',
  'Save its weights as safetensors, or fetch them in that form, and choose that file. If its name says that it is one of these, it is damaged: fetch it again.':
    'Speichern Sie seine Gewichte als safetensors, oder holen Sie sie in dieser Form, und wählen Sie diese Datei. Sagt ihr Name, dass sie schon eine davon ist, so ist sie beschädigt: Holen Sie sie erneut.',
  'Save its weights as safetensors.': 'Speichern Sie seine Gewichte als safetensors.',
  'Save the mask as an 8 or 16 bit greyscale PNG.':
    'Speichern Sie die Maske als Graustufen-PNG mit 8 oder 16 Bit.',
  'Save the mask first, then add the finding.':
    'Speichern Sie zuerst die Maske, und fügen Sie dann den Befund hinzu.',
  'Save the one that you want by itself and import that file.':
    'Speichern Sie den gewünschten für sich, und importieren Sie diese Datei.',
  'Save the pictures as single files, each with its mask.':
    'Speichern Sie die Bilder als einzelne Dateien, jedes mit seiner Maske.',
  'Save the pictures wanted as stills, then import those.':
    'Speichern Sie die gewünschten Bilder als Standbilder, und importieren Sie dann diese.',
  'Save the weights alone, as arrays of numbers.': 'Speichern Sie nur die Gewichte, als Arrays von Zahlen.',
  'Save the weights as float32, float16 or bfloat16.':
    'Speichern Sie die Gewichte als float32, float16 oder bfloat16.',
  'Save the weights with every tensor made contiguous: tensor.contiguous() in PyTorch.':
    'Speichern Sie die Gewichte so, dass jeder Tensor zusammenhängend ist: tensor.contiguous() in PyTorch.',
  'Say for each category which class it is, or that its regions are background.':
    'Geben Sie für jede Kategorie an, welche Klasse sie ist, oder dass ihre Bereiche Hintergrund sind.',
  'Say for each value which class or background it is.':
    'Geben Sie für jeden Wert an, welche Klasse er ist oder ob er Hintergrund ist.',
  'Say that the later region wins, or correct the regions where they were drawn.':
    'Geben Sie an, dass der spätere Bereich gilt, oder berichtigen Sie die Bereiche dort, wo sie gezeichnet wurden.',
  'Say what every value means (--mask-values 0=background,160=shaft,…), or give a threshold (--mask-threshold 128).':
    'Geben Sie an, was jeder Wert bedeutet (--mask-values 0=background,160=shaft,…), oder geben Sie eine Schwelle an (--mask-threshold 128).',
  'Say which of them is to be imported.': 'Geben Sie an, welche davon importiert werden soll.',
  'SegPrompt without its prompt: the frozen network is shown the region alone. Needs masks.':
    'SegPrompt ohne seinen Prompt: Dem eingefrorenen Netz wird nur der Bereich gezeigt. Braucht Masken.',
  'SegPrompt: the region itself is the prompt': 'SegPrompt: Der Bereich selbst ist der Prompt',
  'Self-supervised, freely licensed.': 'Selbstüberwacht, frei lizenziert.',
  'Send a smaller file, or import it from the command line.':
    'Senden Sie eine kleinere Datei, oder importieren Sie sie über die Befehlszeile.',
  'Send the file once more.': 'Senden Sie die Datei noch einmal.',
  'Set one of them aside first.': 'Stellen Sie zuerst einen von ihnen zurück.',
  'Shorten that cell.': 'Kürzen Sie diese Zelle.',
  'Shorter side to 224 pixels, then the centred 224 × 224.':
    'Kürzere Seite auf 224 Pixel, dann die mittigen 224 × 224.',
  'Shorter side to 256 pixels, then the centred 224 × 224.':
    'Kürzere Seite auf 256 Pixel, dann die mittigen 224 × 224.',
  'Small, self-supervised, freely licensed.': 'Klein, selbstüberwacht, frei lizenziert.',
  'Some of these frames came in one file with others, and would be parted from them.':
    'Einige dieser Bilder kamen in einer Datei mit anderen und würden von ihnen getrennt.',
  'Somebody on this workstation has this name already.':
    'Jemand auf dieser Workstation hat diesen Namen schon.',
  'Something went wrong that Lapidary did not foresee ({0}).':
    'Etwas ging schief, das Lapidary nicht vorgesehen hat ({0}).',
  'Split it by images.': 'Teilen Sie die Datei nach Bildern auf.',
  'Split it into several files.': 'Teilen Sie die Datei in mehrere auf.',
  'Split it, or save it in a more compact format.':
    'Teilen Sie die Datei auf, oder speichern Sie sie in einem kompakteren Format.',
  'Start Lapidary again; if this stays, install it again.':
    'Starten Sie Lapidary neu; bleibt es dabei, installieren Sie es neu.',
  'Start again with a lower learning rate.': 'Starten Sie erneut, mit niedrigerer Lernrate.',
  'Start it again if it is still wanted.': 'Starten Sie ihn erneut, wenn er noch gewünscht ist.',
  'Start it again when you want to.': 'Starten Sie die Arbeit erneut, wann Sie möchten.',
  'Start it here, or name the data folder that it was started in.':
    'Starten Sie es hier, oder nennen Sie den Datenordner, in dem es gestartet wurde.',
  'Start the export again.': 'Starten Sie die Ausgabe erneut.',
  'Start the import again: nothing is added twice.':
    'Starten Sie den Import erneut: Nichts wird doppelt hinzugefügt.',
  'Start the import again: what is there already is not added twice.':
    'Starten Sie den Import erneut: Was schon da ist, wird nicht doppelt hinzugefügt.',
  'Start the run again from its beginning.': 'Starten Sie den Lauf noch einmal von Anfang an.',
  'Start the run again with a lower learning rate.': 'Starten Sie den Lauf erneut, mit niedrigerer Lernrate.',
  'Start the run again.': 'Starten Sie den Lauf erneut.',
  'State a class or background for each channel, once.':
    'Geben Sie für jeden Kanal einmal eine Klasse oder Hintergrund an.',
  'State them in the import dialog, or with the options of `lapidary backbone import`; the publisher of the weights tells them.':
    'Geben Sie sie im Importdialog an, oder mit den Optionen von `lapidary backbone import`; der Herausgeber der Gewichte nennt sie.',
  'State “pad” or “stretch” as its resizing.': 'Geben Sie für die Größenanpassung „pad“ oder „stretch“ an.',
  'Synology Drive': 'Synology Drive',
  "Synthetic scenes of one to four abstract objects under an endoscope's light, drawn by this project's own generator (24 textures, 12 colours). No photograph, no patient, no stone.":
    'Synthetische Szenen mit einem bis vier abstrakten Objekten im Licht eines Endoskops, gezeichnet vom eigenen Generator dieses Projekts (24 Texturen, 12 Farben). Keine Fotografie, kein Patient, kein Stein.',
  'Tells the colours within a box from those around it; needs no model. Clicks within the box refine it.':
    'Unterscheidet die Farben in einem Rahmen von denen um ihn herum; braucht kein Modell. Klicks im Rahmen verfeinern es.',
  'Testing the model': 'Modell wird geprüft',
  'Testing the network': 'Netz wird geprüft',
  'The "backbone only" file, not the full checkpoint.':
    'Die Datei „backbone only“, nicht der vollständige Checkpoint.',
  'The "{0}" provider could not open a model.': 'Der Anbieter "{0}" konnte kein Modell öffnen.',
  'The "{0}" provider failed while it was computing: its device was lost, ran out of memory, or its driver gave up.':
    'Der Anbieter "{0}" ist beim Rechnen ausgefallen: Sein Gerät ging verloren, hatte zu wenig Speicher, oder sein Treiber gab auf.',
  "The .pt file on OpenAI's own page holds a program besides the weights; take the one named here.":
    'Die .pt-Datei auf OpenAIs eigener Seite enthält außer den Gewichten ein Programm; nehmen Sie die hier genannte.',
  'The COCO file is too large: it has more than {0} annotations.':
    'Die COCO-Datei ist zu groß: Sie enthält mehr als {0} Annotationen.',
  'The COCO file is too large: it has {0} MB; {1} are read.':
    'Die COCO-Datei ist zu groß: Sie hat {0} MB; {1} werden gelesen.',
  'The COCO file is too large: it names more than {0} categories.':
    'Die COCO-Datei ist zu groß: Sie nennt mehr als {0} Kategorien.',
  'The COCO file is too large: it names more than {0} images.':
    'Die COCO-Datei ist zu groß: Sie nennt mehr als {0} Bilder.',
  'The JSON file is cut short or damaged, or an entry of it is larger than 32 MB.':
    'Die JSON-Datei ist abgeschnitten oder beschädigt, oder ein Eintrag darin ist größer als 32 MB.',
  'The adapters and segmentation heads that this erasure takes along are not the ones that were shown.':
    'Die Adapter und Segmentierungsköpfe, die diese Löschung mitnimmt, sind nicht die, die gezeigt wurden.',
  'The best baseline, {0}, has {1}; calibrated error minus its: {2}.':
    'Das beste Vergleichsverfahren, {0}, hat {1}; Kalibrierungsfehler abzüglich des seinen: {2}.',
  'The box is too small to look into: {0}×{1} pixels at the size that is worked at.':
    'Der Rahmen ist zu klein, um hineinzusehen: {0}×{1} Pixel in der Größe, in der gearbeitet wird.',
  'The box lies outside of the picture.': 'Der Rahmen liegt außerhalb des Bildes.',
  'The cache of prepared frames is not written any more ({0}); the work goes on.':
    'Der Zwischenspeicher aufbereiteter Bilder wird nicht mehr beschrieben ({0}); die Arbeit geht weiter.',
  'The cases of the task {0} have labels of several schemas: they were labelled by another version of it in between.':
    'Die Fälle der Aufgabe {0} haben Klassen aus mehreren Schemata: Zwischenzeitlich hat eine andere Fassung der Aufgabe sie eingeordnet.',
  'The catalogue has no network of that name.': 'Der Katalog hat kein Netz dieses Namens.',
  'The catalogue of backbones ("catalogue.json") cannot be read: "{0}" is not as expected.':
    'Der Katalog der Backbones ("catalogue.json") ist nicht lesbar: "{0}" ist nicht wie erwartet.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is larger than 1 MB.':
    'Der Katalog der Backbones ("catalogue.json") ist nicht lesbar: Er ist größer als 1 MB.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is missing or locked.':
    'Der Katalog der Backbones ("catalogue.json") ist nicht lesbar: Er fehlt oder ist gesperrt.',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is not JSON.':
    'Der Katalog der Backbones ("catalogue.json") ist nicht lesbar: Er ist kein JSON.',
  'The checkpoint is spread over several files, and {0} is not among them.':
    'Der Checkpoint ist auf mehrere Dateien verteilt, und {0} ist nicht darunter.',
  'The class whose mean is nearest to the frozen network’s answer: nothing is trained.':
    'Die Klasse, deren Mittel der Antwort des eingefrorenen Netzes am nächsten liegt: Nichts wird trainiert.',
  'The classes are not all classes of one mask schema of this data folder.':
    'Die Klassen gehören nicht alle zu einem Maskenschema dieses Datenordners.',
  'The classes that were stated do not fit the model: a channel is named twice.':
    'Die angegebenen Klassen passen nicht zum Modell: Ein Kanal ist zweimal genannt.',
  'The classes that were stated do not fit the model: it has {0} channels, numbered from 0.':
    'Die angegebenen Klassen passen nicht zum Modell: Es hat {0} Kanäle, von 0 an gezählt.',
  'The classes that were stated do not fit the model: none of them is a class.':
    'Die angegebenen Klassen passen nicht zum Modell: Keine davon ist eine Klasse.',
  'The cohort has no cases of {0}; its sites are {1}.':
    'Die Kohorte hat keine Fälle von {0}; ihre Standorte sind {1}.',
  'The cohort has {0} patient; training and test need at least {1}, since none may be in two of them.':
    'Die Kohorte hat {0} Patienten; Training und Test brauchen mindestens {1}, da keiner in zweien davon sein darf.',
  'The cohort has {0} patient; training, validation and test need at least {1}, since none may be in two of them.':
    'Die Kohorte hat {0} Patienten; Training, Validierung und Test brauchen mindestens {1}, da keiner in zweien davon sein darf.',
  'The cohort has {0} patients; training and test need at least {1}, since none may be in two of them.':
    'Die Kohorte hat {0} Patienten; Training und Test brauchen mindestens {1}, da keiner in zweien davon sein darf.',
  'The cohort has {0} patients; training, validation and test need at least {1}, since none may be in two of them.':
    'Die Kohorte hat {0} Patienten; Training, Validierung und Test brauchen mindestens {1}, da keiner in zweien davon sein darf.',
  'The cohort holds no labelled findings.': 'Die Kohorte enthält keine Befunde mit Klasse.',
  'The collections that it was trained on have licences of their own.':
    'Die Sammlungen, mit denen es trainiert wurde, haben eigene Lizenzen.',
  'The colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    'Die Farben, mit denen es trainiert wurde: 0.5, 0.5, 0.5 beim ViT von Google, die von ImageNet bei den meisten anderen.',
  'The components add up to {0} per cent.': 'Die Komponenten ergeben zusammen {0} Prozent.',
  'The compute process ended while it was working.': 'Der Rechenprozess endete während der Arbeit.',
  'The compute process ended {0} times in a row, before a single further epoch.':
    'Der Rechenprozess endete {0}-mal hintereinander, ohne dass eine weitere Epoche fertig wurde.',
  'The data folder cannot be written to.': 'In den Datenordner kann nicht geschrieben werden.',
  'The data folder is already open in another Lapidary (process {0}, since {1}).':
    'Der Datenordner ist schon in einem anderen Lapidary geöffnet (Prozess {0}, seit {1}).',
  "The data folder lies in a folder that {0} copies to other computers. That would send patients' pictures out of the house and can damage the database.":
    'Der Datenordner liegt in einem Ordner, den {0} auf andere Rechner kopiert. Das würde Patientenbilder aus dem Haus geben und kann die Datenbank beschädigen.',
  'The data folder lies on a network file system ({0}). A database can lose entries there when the connection drops.':
    'Der Datenordner liegt auf einem Netzwerkdateisystem ({0}). Dort kann eine Datenbank Einträge verlieren, wenn die Verbindung abreißt.',
  'The data folder lies on a shared folder of another computer. A database can lose entries there when the connection drops.':
    'Der Datenordner liegt in einem freigegebenen Ordner eines anderen Rechners. Dort kann eine Datenbank Einträge verlieren, wenn die Verbindung abreißt.',
  'The data folder no longer holds adapter {0}….': 'Der Datenordner enthält Adapter {0}… nicht mehr.',
  'The data folder no longer holds frame {0}….': 'Der Datenordner enthält Bild {0}… nicht mehr.',
  'The data folder no longer holds source file {0}….': 'Der Datenordner enthält Quelldatei {0}… nicht mehr.',
  'The data folder no longer holds this network.': 'Der Datenordner enthält dieses Netz nicht mehr.',
  'The data folder’s path leads through a file, or is one.':
    'Der Pfad des Datenordners führt durch eine Datei oder ist selbst eine.',
  'The database is already open in another process.':
    'Die Datenbank ist schon in einem anderen Prozess geöffnet.',
  'The database of this data folder is damaged.': 'Die Datenbank dieses Datenordners ist beschädigt.',
  'The device that computes was lost {0} times in a row, before a single further epoch. {1}':
    'Das rechnende Gerät ging {0}-mal hintereinander verloren, ohne dass eine weitere Epoche fertig wurde. {1}',
  'The disk of this machine is {0} MB; {1} MB is more than that.':
    'Der Datenträger dieses Rechners hat {0} MB; {1} MB ist mehr.',
  'The disk that holds the data folder has no room for another {0}.':
    'Auf dem Datenträger mit dem Datenordner ist kein Platz für weitere {0}.',
  'The disk that holds the data folder has no room.':
    'Auf dem Datenträger mit dem Datenordner ist kein Platz mehr.',
  'The file cannot be read.': 'Die Datei ist nicht lesbar.',
  'The file classes.json is not one that Lapidary writes: it does not begin as one does.':
    'Die Datei classes.json ist keine, wie Lapidary sie schreibt: Sie fängt nicht so an.',
  'The file classes.json is not one that Lapidary writes: it is larger than 64 MB.':
    'Die Datei classes.json ist keine, wie Lapidary sie schreibt: Sie ist größer als 64 MB.',
  'The file classes.json is not one that Lapidary writes: its classes cannot be understood.':
    'Die Datei classes.json ist keine, wie Lapidary sie schreibt: Ihre Klassen sind nicht zu verstehen.',
  'The file classes.json is not one that Lapidary writes: its frames cannot be understood.':
    'Die Datei classes.json ist keine, wie Lapidary sie schreibt: Ihre Bilder sind nicht zu verstehen.',
  'The file does not say all that has to be known of this network: {0}.':
    'Die Datei sagt nicht alles, was von diesem Netz bekannt sein muss: {0}.',
  'The file has {0} MB; at most {1} MB are read.': 'Die Datei hat {0} MB; höchstens {1} MB werden gelesen.',
  'The file holds {0} pages; at most {1} are read.':
    'Die Datei enthält {0} Seiten; höchstens {1} werden gelesen.',
  'The file holds {0} tensors that are not known, such as {1}.':
    'Die Datei enthält {0} unbekannte Tensoren, etwa {1}.',
  'The file is called like the one of {0}, and its contents are others. What the catalogue says of that network may not hold.':
    'Die Datei heißt wie die von {0}, ihr Inhalt ist aber ein anderer. Was der Katalog über jenes Netz sagt, gilt hier vielleicht nicht.',
  'The file is not there.': 'Die Datei ist nicht da.',
  'The file lapidary.sqlite in this folder was not made by Lapidary.':
    'Die Datei lapidary.sqlite in diesem Ordner stammt nicht von Lapidary.',
  'The files cannot be imported: none of them is known to hold weights.':
    'Die Dateien können nicht importiert werden: Von keiner ist bekannt, dass sie Gewichte enthält.',
  'The files cannot be imported: several of them hold weights: {0}.':
    'Die Dateien können nicht importiert werden: Mehrere davon enthalten Gewichte: {0}.',
  'The files cannot be imported: they lie in several folders.':
    'Die Dateien können nicht importiert werden: Sie liegen in mehreren Ordnern.',
  'The files cannot be imported: {0} is no file.':
    'Die Dateien können nicht importiert werden: {0} ist keine Datei.',
  'The files cannot be imported: {0} is not among the files.':
    'Die Dateien können nicht importiert werden: {0} ist nicht unter den Dateien.',
  'The files of this model are gone from the data folder.':
    'Die Dateien dieses Modells liegen nicht mehr im Datenordner.',
  'The finding has no mask on this frame, and the method reads the frame through it.':
    'Der Befund hat auf diesem Bild keine Maske, und das Verfahren liest das Bild durch sie.',
  'The finding has no prediction on this frame, so there is nothing to explain.':
    'Der Befund hat auf diesem Bild keine Vorhersage; es gibt also nichts zu erklären.',
  'The finding is not on this frame any more.': 'Der Befund ist nicht mehr auf diesem Bild.',
  'The first line must name the columns: image and, where wanted, mask, patient, study, label, site. Other columns are ignored.':
    'Die erste Zeile muss die Spalten nennen: image und, wo gewünscht, mask, patient, study, label, site. Andere Spalten werden übergangen.',
  'The frame, its mask or the model has changed since this prediction was made.':
    'Das Bild, seine Maske oder das Modell hat sich seit dieser Vorhersage geändert.',
  'The frozen network hash {0}, is not installed here.':
    'Das eingefrorene Netz mit dem Hash {0} ist hier nicht installiert.',
  'The frozen network is shown the region alone, with learned tokens beside it. Needs masks.':
    'Dem eingefrorenen Netz wird nur der Bereich gezeigt, mit gelernten Token daneben. Braucht Masken.',
  'The frozen network is shown the region alone; low-rank updates of what its blocks attend to. Needs masks.':
    'Dem eingefrorenen Netz wird nur der Bereich gezeigt; Änderungen von niedrigem Rang an dem, worauf seine Blöcke achten. Braucht Masken.',
  'The frozen network “{0}”, hash {1}, is not installed here.':
    'Das eingefrorene Netz „{0}“, Hash {1}, ist hier nicht installiert.',
  'The image has regions of categories that nothing was said of, or that were not to occur: {0}.':
    'Das Bild hat Bereiche von Kategorien, zu denen nichts angegeben war oder die nicht vorkommen sollten: {0}.',
  'The image tower is read, the text tower is left.':
    'Der Bildteil wird gelesen, der Textteil bleibt unbenutzt.',
  'The import ended before this file. {0}': 'Der Import endete vor dieser Datei. {0}',
  'The import was cancelled.': 'Der Import wurde abgebrochen.',
  'The manifest cannot be read as CSV (line {0}): a quotation mark is opened and not closed, or stands inside a cell.':
    'Die Tabelle ist nicht als CSV lesbar (Zeile {0}): Ein Anführungszeichen wird geöffnet und nicht geschlossen oder steht mitten in einer Zelle.',
  'The manifest cannot be read as CSV: a quotation mark is opened and not closed, or stands inside a cell.':
    'Die Tabelle ist nicht als CSV lesbar: Ein Anführungszeichen wird geöffnet und nicht geschlossen oder steht mitten in einer Zelle.',
  'The manifest has no rows.': 'Die Tabelle hat keine Zeilen.',
  'The manifest has {0} different labels; at most {1} classes are made from a manifest.':
    'Die Tabelle hat {0} verschiedene Angaben in "label"; aus einer Tabelle werden höchstens {1} Klassen angelegt.',
  'The manifest is not in UTF-8 but in UTF-16.': 'Die Tabelle ist nicht in UTF-8, sondern in UTF-16.',
  'The manifest is not in UTF-8.': 'Die Tabelle ist nicht in UTF-8.',
  'The manifest names a file outside its own folder.':
    'Die Tabelle nennt eine Datei außerhalb ihres eigenen Ordners.',
  'The manifest\'s header is not usable. It has no column "image". Found: {0}.':
    'Die Kopfzeile der Tabelle ist nicht verwendbar. Ihr fehlt die Spalte "image". Gefunden: {0}.',
  'The manifest\'s header is not usable. It has the column "{0}" twice. Found: {1}.':
    'Die Kopfzeile der Tabelle ist nicht verwendbar. Sie enthält die Spalte "{0}" zweimal. Gefunden: {1}.',
  'The manifest\'s header is not usable. Its column "{0}" is probably meant to be "{1}". Found: {2}.':
    'Die Kopfzeile der Tabelle ist nicht verwendbar. Ihre Spalte "{0}" soll wahrscheinlich "{1}" heißen. Gefunden: {2}.',
  'The marks take more than {0} kB.': 'Die Markierungen brauchen mehr als {0} kB.',
  'The mask file holds {0} pages; which belongs to the picture cannot be told.':
    'Die Maskendatei enthält {0} Seiten; welche zum Bild gehört, lässt sich nicht sagen.',
  'The mask has more than {0} different values besides the background.':
    'Die Maske hat neben dem Hintergrund mehr als {0} verschiedene Werte.',
  'The mask has values that no class was named for: {0} and {1} more.':
    'Die Maske hat Werte, für die keine Klasse genannt wurde: {0} und {1} weitere.',
  'The mask has values that no class was named for: {0}.':
    'Die Maske hat Werte, für die keine Klasse genannt wurde: {0}.',
  'The mask has values that nothing was said of, or that were not to occur: {0}.':
    'Die Maske hat Werte, zu denen nichts angegeben war oder die nicht vorkommen sollten: {0}.',
  'The mask is a colour picture; which colour means which class cannot be told.':
    'Die Maske ist ein Farbbild; welche Farbe welche Klasse bedeutet, lässt sich nicht sagen.',
  'The mask is larger than any mask can be.': 'Die Maske ist größer, als eine Maske sein kann.',
  'The mask is neither greyscale nor a picture with a palette.':
    'Die Maske ist weder ein Graustufenbild noch ein Bild mit Palette.',
  'The mask is {0}×{1} pixels, its frame {2}×{3}.': 'Die Maske hat {0}×{1} Pixel, ihr Bild {2}×{3}.',
  'The mask is {0}×{1} pixels, its picture {2}×{3}.': 'Die Maske hat {0}×{1} Pixel, ihr Bild {2}×{3}.',
  'The mask schema of this segmentation head has no such class.':
    'Das Maskenschema dieses Segmentierungskopfes hat keine solche Klasse.',
  'The mask shows nothing of the finding, and the active method reads the frame through it.':
    'Die Maske zeigt nichts vom Befund, und das aktive Verfahren liest das Bild durch sie.',
  'The mask uses the value {0} without saying which class that is.':
    'Die Maske verwendet den Wert {0}, ohne zu sagen, welche Klasse das ist.',
  'The mask value {0} is given two meanings.': 'Dem Maskenwert {0} werden zwei Bedeutungen gegeben.',
  'The mask was changed elsewhere. Reload the study, or choose the version from the list of versions.':
    'Die Maske wurde anderswo geändert. Laden Sie die Untersuchung neu, oder wählen Sie die Fassung aus der Liste der Fassungen.',
  'The mask went through JPEG, which blurs values.':
    'Die Maske wurde als JPEG gespeichert, das Werte verwischt.',
  'The masks of the {0} frames that were chosen mark nothing that could be learned.':
    'Die Masken der {0} gewählten Bilder markieren nichts, was sich lernen ließe.',
  'The masks of this study are of schemas with {0} classes in all; an export holds 255.':
    'Die Masken dieser Untersuchung gehören zu Schemata mit zusammen {0} Klassen; eine Ausgabe fasst 255.',
  'The mask’s bounding box, cut from the stored frame, then a linear head. Needs masks.':
    'Das umgebende Rechteck der Maske, aus dem gespeicherten Bild ausgeschnitten, dann ein linearer Kopf. Braucht Masken.',
  'The memory of this machine is {0} MB; {1} MB is more than that.':
    'Dieser Rechner hat {0} MB Arbeitsspeicher; {1} MB ist mehr.',
  'The method gave up on these marks.': 'Das Verfahren hat bei diesen Markierungen aufgegeben.',
  'The model failed while it was computing.': 'Das Modell ist beim Rechnen fehlgeschlagen.',
  'The model failed while it was computing: {0}.': 'Das Modell ist beim Rechnen fehlgeschlagen: {0}.',
  'The model finds no region there.': 'Das Modell findet dort keinen Bereich.',
  'The model gives {0} scores for masks of the shape [{1}].':
    'Das Modell liefert {0} Werte für Masken der Form [{1}].',
  'The model has an input that its card does not know.':
    'Das Modell hat eine Eingabe, die seine Modellkarte nicht kennt.',
  'The model has an input that its card does not know: {0}.':
    'Das Modell hat eine Eingabe, die seine Modellkarte nicht kennt: {0}.',
  'The model takes elements of a type that is not given here.':
    'Das Modell verlangt Elemente eines Typs, der hier nicht gegeben wird.',
  'The model takes elements of a type that is not given here: {0}.':
    'Das Modell verlangt Elemente eines Typs, der hier nicht gegeben wird: {0}.',
  'The model takes or gives something that is no tensor.':
    'Das Modell nimmt oder liefert etwas, das kein Tensor ist.',
  'The model takes or gives something that is no tensor: {0}.':
    'Das Modell nimmt oder liefert etwas, das kein Tensor ist: {0}.',
  'The model’s answer cannot be used: an output has the shape [{0}], and {1} dimensions were expected.':
    'Die Antwort des Modells ist nicht verwendbar: Eine Ausgabe hat die Form [{0}], erwartet wurden {1} Dimensionen.',
  'The model’s answer cannot be used: an output is missing.':
    'Die Antwort des Modells ist nicht verwendbar: Eine Ausgabe fehlt.',
  'The model’s answer cannot be used: it has {0} channels, and its card names {1}.':
    'Die Antwort des Modells ist nicht verwendbar: Sie hat {0} Kanäle, die Modellkarte nennt {1}.',
  'The model’s answer cannot be used: it has {0} scores for masks of the shape [{1}].':
    'Die Antwort des Modells ist nicht verwendbar: Sie hat {0} Werte für Masken der Form [{1}].',
  'The model’s answer cannot be used: it holds numbers that are not finite.':
    'Die Antwort des Modells ist nicht verwendbar: Sie enthält Zahlen, die nicht endlich sind.',
  'The model’s answer cannot be used: it holds the class {0}, of which its card does not say what it is.':
    'Die Antwort des Modells ist nicht verwendbar: Sie enthält die Klasse {0}, von der die Modellkarte nicht sagt, was sie ist.',
  'The model’s answer cannot be used: it holds {0} maps for one picture.':
    'Die Antwort des Modells ist nicht verwendbar: Sie enthält {0} Karten für ein Bild.',
  'The model’s answer cannot be used: its card names more than 255 classes, and a mask has at most 255 segments.':
    'Die Antwort des Modells ist nicht verwendbar: Die Modellkarte nennt mehr als 255 Klassen, und eine Maske hat höchstens 255 Segmente.',
  'The model’s answer cannot be used: its encoder gave no embedding.':
    'Die Antwort des Modells ist nicht verwendbar: Der Encoder hat keine Einbettung geliefert.',
  'The name holds the identifier of a frame that is not in this study.':
    'Der Name enthält die Kennung eines Bildes, das nicht zu dieser Untersuchung gehört.',
  'The name that open_clip gives its files; the page itself was not seen.':
    'So benennt open_clip seine Dateien; die Seite selbst wurde nicht eingesehen.',
  'The name that timm gives its files; the page itself was not seen.':
    'So benennt timm seine Dateien; die Seite selbst wurde nicht eingesehen.',
  'The network sees the whole frame; the head reads what it made of the region. Needs masks.':
    'Das Netz sieht das ganze Bild; der Kopf liest, was es aus dem Bereich gemacht hat. Braucht Masken.',
  'The network’s biases alone, no mask': 'Nur die Bias-Werte des Netzes, ohne Maske',
  'The number of attention heads; the weights do not tell.':
    'Die Zahl der Aufmerksamkeitsköpfe; die Gewichte nennen sie nicht.',
  'The options of {0} are not usable: {1}': 'Die Optionen von {0} sind nicht verwendbar: {1}',
  'The options of {0} do not go with this network: {1}.':
    'Die Optionen von {0} passen nicht zu diesem Netz: {1}.',
  'The page ended by itself several times.': 'Die Seite hat sich mehrmals von selbst beendet.',
  'The page is not in {0}.': 'Die Seite ist nicht in {0}.',
  'The payload of a task is invalid at: {0}.': 'Die Angaben zu einem Arbeitsschritt sind ungültig bei: {0}.',
  'The picture is cut short or damaged: not all of it can be read.':
    'Das Bild ist abgeschnitten oder beschädigt: Es ist nicht ganz lesbar.',
  'The picture says it is {0}×{1} pixels; at most {2} a side and 64 megapixels are read.':
    'Das Bild gibt an, {0}×{1} Pixel groß zu sein; gelesen werden höchstens {2} je Seite und 64 Megapixel.',
  'The picture\'s values are of the kind "{0}"; 8 and 16 bit whole numbers are read.':
    'Die Werte des Bildes sind von der Art "{0}"; gelesen werden ganze Zahlen mit 8 und 16 Bit.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 8cad7c.':
    'Der vortrainierte Checkpoint, kein feinabgestimmter. Sein MD5 beginnt mit 8cad7c.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 9bdbb0.':
    'Der vortrainierte Checkpoint, kein feinabgestimmter. Sein MD5 beginnt mit 9bdbb0.',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with b8b06e.':
    'Der vortrainierte Checkpoint, kein feinabgestimmter. Sein MD5 beginnt mit b8b06e.',
  'The provider "{0}" cannot be chosen: {1}': 'Der Anbieter "{0}" kann nicht gewählt werden: {1}',
  'The provider "{0}", which is chosen in the settings, cannot be used: {1}':
    'Der Anbieter "{0}", der in den Einstellungen gewählt ist, kann nicht verwendet werden: {1}',
  'The providers of this machine are not examined yet.':
    'Die Anbieter dieses Rechners sind noch nicht geprüft.',
  'The reading changed while it was about to be signed: in another window, or by a job that has just ended.':
    'Der Befund hat sich geändert, als er signiert werden sollte: in einem anderen Fenster oder durch einen Auftrag, der soeben endete.',
  'The reading is no longer what was signed.': 'Der Befund ist nicht mehr der, der signiert wurde.',
  'The record of what was done has been tampered with: {0}.':
    'Das Protokoll der Vorgänge wurde manipuliert: {0}.',
  'The region under the mask becomes tokens that tune the frozen network. Needs masks; learns a prompt and a linear head.':
    'Aus dem Bereich unter der Maske werden Token, die das eingefrorene Netz abstimmen. Braucht Masken; lernt einen Prompt und einen linearen Kopf.',
  'The runtime cannot open this model.': 'Die Laufzeitumgebung kann dieses Modell nicht öffnen.',
  'The runtime cannot open this model: {0}.': 'Die Laufzeitumgebung kann dieses Modell nicht öffnen: {0}.',
  'The same weights, in the older format.': 'Dieselben Gewichte im älteren Format.',
  'The same, in the older format; the page itself was not seen.':
    'Dasselbe im älteren Format; die Seite selbst wurde nicht eingesehen.',
  'The schema that was stated is no mask schema, or lacks one of the classes.':
    'Das angegebene Schema ist kein Maskenschema, oder ihm fehlt eine der Klassen.',
  'The segments of this mask are not all classes of one mask schema.':
    'Die Segmente dieser Maske sind nicht alle Klassen eines einzigen Maskenschemas.',
  'The shipped segmentation head was changed while Lapidary was open.':
    'Der mitgelieferte Segmentierungskopf wurde geändert, während Lapidary offen war.',
  'The smallest here: for slow machines and for trying things out.':
    'Das kleinste hier: für langsame Rechner und zum Ausprobieren.',
  'The spread of the colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    'Die Streuung der Farben, mit denen es trainiert wurde: 0.5, 0.5, 0.5 beim ViT von Google, die von ImageNet bei den meisten anderen.',
  'The stored adapter {0}… is not what was stored: its bytes have changed.':
    'Der gespeicherte Adapter {0}… ist nicht mehr, was gespeichert wurde: Seine Bytes haben sich geändert.',
  'The stored frame {0}… is not what was stored: its bytes have changed.':
    'Das gespeicherte Bild {0}… ist nicht mehr, was gespeichert wurde: Seine Bytes haben sich geändert.',
  'The stored source file {0}… is not what was stored: its bytes have changed.':
    'Die gespeicherte Quelldatei {0}… ist nicht mehr, was gespeichert wurde: Ihre Bytes haben sich geändert.',
  'The study has {0} masks; a ZIP file holds {1} of them.':
    'Die Untersuchung hat {0} Masken; eine ZIP-Datei fasst {1} davon.',
  'The study is signed. Its predictions stay as they were when it was.':
    'Die Untersuchung ist signiert. Ihre Vorhersagen bleiben, wie sie dabei waren.',
  'The system did not let the process change its priority.':
    'Das System ließ den Prozess seine Priorität nicht ändern.',
  'The task {0} has no cases here. They are {1}.':
    'Die Aufgabe {0} hat hier keine Fälle. Herkunft der Fälle: {1}.',
  'The tensor {0} was left out: it is {1}.': 'Der Tensor {0} wurde weggelassen: Er ist {1}.',
  'The terms under which its publisher lets you use it.':
    'Die Bedingungen, zu denen der Herausgeber die Nutzung erlaubt.',
  'The text {0} was left out: it has {1} characters.': 'Der Text {0} wurde weggelassen: Er hat {1} Zeichen.',
  'The training checkpoint does not fit: it has no matching state for "{0}".':
    'Der Zwischenstand des Trainings passt nicht: Er hat keinen passenden Zustand für "{0}".',
  'The upload broke off.': 'Der Upload ist abgebrochen.',
  'The upload is larger than {0} MB.': 'Der Upload ist größer als {0} MB.',
  'The weights of the first ViT paper; the AugReg ones are later.':
    'Die Gewichte der ersten ViT-Veröffentlichung; die AugReg-Gewichte sind neuer.',
  'The whole frame already is a finding of this label schema.':
    'Das ganze Bild ist schon ein Befund dieses Klassenschemas.',
  'The whole frame, stretched to a square.': 'Das ganze Bild, zum Quadrat gestreckt.',
  'The whole frame, stretched to a square. timm states bicubic and a centred crop of 0.9 for the same weights.':
    'Das ganze Bild, zum Quadrat gestreckt. timm nennt für dieselben Gewichte bikubisch und einen mittigen Ausschnitt von 0,9.',
  'The work goes on from its last checkpoint. If this happens again, choose "cpu" in the settings.':
    'Die Arbeit geht von ihrem letzten Zwischenstand weiter. Geschieht dies wieder, wählen Sie in den Einstellungen "cpu".',
  'The work was cancelled.': 'Die Arbeit wurde abgebrochen.',
  'The workstation is being closed.': 'Die Workstation wird gerade geschlossen.',
  'The {0} compute process ended {1} times in a row before finishing anything.':
    'Der Rechenprozess ({0}) endete {1}-mal hintereinander, bevor er irgendetwas fertigstellte.',
  'The {0} process did not stop a cancelled task in time; it is ended.':
    'Der Prozess {0} hat eine abgebrochene Arbeit nicht rechtzeitig angehalten; er wird beendet.',
  'The {0} process ended ({1}) with {2} tasks running.':
    'Der Prozess {0} endete ({1}), während {2} Arbeiten liefen.',
  'The {0} process sent a message that makes no sense; it is ended.':
    'Der Prozess {0} hat eine Nachricht ohne Sinn gesendet; er wird beendet.',
  'There are more masks than one ZIP file can hold (65,535 files, 4 GB).':
    'Es gibt mehr Masken, als eine ZIP-Datei fasst (65.535 Dateien, 4 GB).',
  'There are more than {0} files in what was chosen.': 'Die Auswahl enthält mehr als {0} Dateien.',
  'There are more than {0} files.': 'Es gibt mehr als {0} Dateien.',
  'There are {0} pictures, {1} COCO files and {2} files classes.json.':
    'Es gibt {0} Bilder, {1} COCO-Dateien und {2} Dateien classes.json.',
  'There is a patient with this number already.': 'Einen Patienten mit dieser Nummer gibt es schon.',
  'There is no label schema "{0}".': 'Ein Klassenschema "{0}" gibt es nicht.',
  'There is no mask among the files.': 'Unter den Dateien ist keine Maske.',
  'There is no method "{0}".': 'Ein Verfahren "{0}" gibt es nicht.',
  'There is no readable file {0}.': 'Es gibt keine lesbare Datei {0}.',
  'There is no step of this frame any more that could be undone that way.':
    'Es gibt keinen Schritt dieses Bildes mehr, der so rückgängig gemacht werden könnte.',
  'There is no step of this frame any more that was undone that way.':
    'Es gibt keinen Schritt dieses Bildes mehr, der so rückgängig gemacht wurde.',
  'There is no such adapter any more.': 'Diesen Adapter gibt es nicht mehr.',
  'There is no such address.': 'Diese Adresse gibt es nicht.',
  'There is no such cohort any more.': 'Diese Kohorte gibt es nicht mehr.',
  'There is no such experiment in this data folder.':
    'In diesem Datenordner gibt es dieses Experiment nicht.',
  'There is no such job.': 'Diesen Auftrag gibt es nicht.',
  'There is no such label schema, or it has no classes.':
    'Dieses Klassenschema gibt es nicht, oder es hat keine Klassen.',
  'There is no such label schema.': 'Dieses Klassenschema gibt es nicht.',
  'There is no such location.': 'Diese Lokalisation gibt es nicht.',
  'There is no such mask schema.': 'Dieses Maskenschema gibt es nicht.',
  'There is no such method to propose a mask with; its model may have been removed.':
    'Ein solches Verfahren zum Vorschlagen von Masken gibt es nicht; möglicherweise wurde sein Modell entfernt.',
  'There is no such model.': 'Dieses Modell gibt es nicht.',
  'There is no such network.': 'Dieses Netz gibt es nicht.',
  'There is no such reader on this workstation.': 'Diesen Befunder gibt es auf dieser Workstation nicht.',
  'There is no such segmentation head any more.': 'Diesen Segmentierungskopf gibt es nicht mehr.',
  'There is no such signature.': 'Diese Signatur gibt es nicht.',
  'There is no such signed reading.': 'Diesen signierten Befund gibt es nicht.',
  'There is no such study, or it has no frames.':
    'Diese Untersuchung gibt es nicht, oder sie hat keine Bilder.',
  'There is no such study.': 'Diese Untersuchung gibt es nicht.',
  'There is no task "{0}".': 'Eine Aufgabe "{0}" gibt es nicht.',
  'These are no usable probabilities: a grid of {0}×{1} cells is outside of what can be.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: Ein Raster von {0}×{1} Zellen ist außerhalb des Möglichen.',
  'These are no usable probabilities: a value is not between 0 and 1.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: Ein Wert liegt nicht zwischen 0 und 1.',
  'These are no usable probabilities: the temperature is not one.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: Die Temperatur ist keine.',
  'These are no usable probabilities: their length is not that of the grid.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: Ihre Länge ist nicht die des Rasters.',
  'These are no usable probabilities: they do not start as probabilities do.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: Sie fangen nicht so an.',
  'These are no usable probabilities: {0} values do not fill its grid.':
    'Das sind keine verwendbaren Wahrscheinlichkeiten: {0} Werte füllen ihr Raster nicht aus.',
  'These files were already imported, or were never sent.':
    'Diese Dateien wurden schon importiert oder nie gesendet.',
  'These frames are of this study already.': 'Diese Bilder gehören schon zu dieser Untersuchung.',
  'These two files are no pair: one is a decoder of {0}, and {1} does not give what it reads. It has {2}.':
    'Diese zwei Dateien sind kein Paar: Eine ist ein Decoder von {0}, und {1} liefert nicht, was er liest. Diese hat {2}.',
  'These two masks are of different frames.': 'Diese zwei Masken gehören zu verschiedenen Bildern.',
  'This adapter was tuned by a version of Lapidary that prepared frames in another way.':
    'Dieser Adapter wurde von einer Version von Lapidary abgestimmt, die Bilder anders aufbereitet hat.',
  'This adapter was tuned on another network than the one that is installed.':
    'Dieser Adapter wurde auf einem anderen Netz abgestimmt als dem installierten.',
  'This backbone cannot be used: "card.json" cannot be read.':
    'Dieses Backbone kann nicht verwendet werden: "card.json" ist nicht lesbar.',
  'This backbone cannot be used: "card.json" is larger than 1 MB.':
    'Dieses Backbone kann nicht verwendet werden: "card.json" ist größer als 1 MB.',
  'This backbone cannot be used: "card.json" is not JSON.':
    'Dieses Backbone kann nicht verwendet werden: "card.json" ist kein JSON.',
  'This backbone cannot be used: "card.json": {0}.':
    'Dieses Backbone kann nicht verwendet werden: "card.json": {0}.',
  'This backbone cannot be used: "weights.safetensors" cannot be read.':
    'Dieses Backbone kann nicht verwendet werden: "weights.safetensors" ist nicht lesbar.',
  'This backbone cannot be used: "weights.safetensors" is cut short.':
    'Dieses Backbone kann nicht verwendet werden: "weights.safetensors" ist abgeschnitten.',
  'This backbone cannot be used: "{0}" is [{1}] where its card asks for [{2}].':
    'Dieses Backbone kann nicht verwendet werden: "{0}" ist [{1}], wo die Modellkarte [{2}] verlangt.',
  'This backbone cannot be used: "{0}" is not in float32.':
    'Dieses Backbone kann nicht verwendet werden: "{0}" liegt nicht in float32 vor.',
  'This backbone cannot be used: it has no tensor "{0}".':
    'Dieses Backbone kann nicht verwendet werden: Ihm fehlt der Tensor "{0}".',
  'This backbone cannot be used: its card knows no tensor "{0}".':
    'Dieses Backbone kann nicht verwendet werden: Seine Modellkarte kennt keinen Tensor "{0}".',
  'This backbone cannot be used: its weights are not those that its card was written for.':
    'Dieses Backbone kann nicht verwendet werden: Seine Gewichte sind nicht die, für die seine Modellkarte geschrieben wurde.',
  'This checkpoint cannot be read: {0}.': 'Dieser Checkpoint ist nicht lesbar: {0}.',
  'This checkpoint cannot become a backbone: "{0}" holds values that are not finite numbers.':
    'Aus diesem Checkpoint kann kein Backbone werden: "{0}" enthält Werte, die keine endlichen Zahlen sind.',
  'This checkpoint cannot become a backbone: "{0}" is [{1}], where {2} values are needed.':
    'Aus diesem Checkpoint kann kein Backbone werden: "{0}" ist [{1}], wo {2} Werte nötig sind.',
  'This checkpoint cannot become a backbone: it has more than {0} blocks.':
    'Aus diesem Checkpoint kann kein Backbone werden: Er hat mehr als {0} Blöcke.',
  'This checkpoint cannot become a backbone: it has no block 0.':
    'Aus diesem Checkpoint kann kein Backbone werden: Ihm fehlt Block 0.',
  'This checkpoint cannot become a backbone: it has no class token ("{0}{1}"), without which networks are not read by this version.':
    'Aus diesem Checkpoint kann kein Backbone werden: Ihm fehlt das Klassentoken ("{0}{1}"), ohne das diese Version keine Netze liest.',
  'This checkpoint cannot become a backbone: it has no position embedding ({0}).':
    'Aus diesem Checkpoint kann kein Backbone werden: Ihm fehlt die Positionseinbettung ({0}).',
  'This checkpoint cannot become a backbone: it has no tensor "{0}{1}".':
    'Aus diesem Checkpoint kann kein Backbone werden: Ihm fehlt der Tensor "{0}{1}".',
  'This checkpoint cannot become a backbone: it has no tensor {0}.':
    'Aus diesem Checkpoint kann kein Backbone werden: Ihm fehlt der Tensor {0}.',
  'This checkpoint cannot become a backbone: its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known.':
    'Aus diesem Checkpoint kann kein Backbone werden: Seine Blöcke enthalten Tensoren, die nicht zu verstehen sind ({0}, etwa {1}); was sie berechnen, ist daher nicht bekannt.',
  'This checkpoint cannot become a backbone: its patch embedding {0} is [{1}], not one of square patches of three colours.':
    'Aus diesem Checkpoint kann kein Backbone werden: Seine Patch-Einbettung {0} ist [{1}], nicht die von quadratischen Patches in drei Farben.',
  'This checkpoint cannot become a backbone: its position embedding has {0} rows, which is no square of cells beside its tokens.':
    'Aus diesem Checkpoint kann kein Backbone werden: Seine Positionseinbettung hat {0} Zeilen, was neben seinen Token kein Quadrat von Zellen ergibt.',
  'This checkpoint cannot become a backbone: of "{0}{1}" a bias is missing.':
    'Aus diesem Checkpoint kann kein Backbone werden: Zu "{0}{1}" fehlt ein Bias.',
  'This checkpoint holds several vision transformers: {0}.':
    'Dieser Checkpoint enthält mehrere Vision-Transformer: {0}.',
  'This checkpoint is not read here: {0}.': 'Dieser Checkpoint wird hier nicht gelesen: {0}.',
  'This checkpoint is not read: {0}.': 'Dieser Checkpoint wird nicht gelesen: {0}.',
  'This class is not one of the finding’s label schema.':
    'Diese Klasse gehört nicht zum Klassenschema des Befundes.',
  'This comment is not in the database.': 'Dieser Kommentar ist nicht in der Datenbank.',
  'This data folder was last used by a newer Lapidary (it has the step {0}, which this version does not know).':
    'Dieser Datenordner wurde zuletzt von einem neueren Lapidary verwendet (er hat den Schritt {0}, den diese Version nicht kennt).',
  'This data folder was made with another text of the step {0}: it comes from an unreleased version.':
    'Dieser Datenordner wurde mit einem anderen Text des Schrittes {0} angelegt: Er stammt aus einer unveröffentlichten Version.',
  'This finding is not in the database.': 'Dieser Befund ist nicht in der Datenbank.',
  'This finding is not on this frame, or no longer in the database.':
    'Dieser Befund liegt nicht auf diesem Bild oder ist nicht mehr in der Datenbank.',
  'This finding on this frame is not in the database.':
    'Dieser Befund auf diesem Bild ist nicht in der Datenbank.',
  'This frame has no mask, and the chosen method reads the frame through its mask.':
    'Dieses Bild hat keine Maske, und das gewählte Verfahren liest das Bild durch seine Maske.',
  'This frame is no longer in the database.': 'Dieses Bild ist nicht mehr in der Datenbank.',
  'This frame is not in the database.': 'Dieses Bild ist nicht in der Datenbank.',
  'This is a TorchScript program: its weights were read, its code was not.':
    'Dies ist ein TorchScript-Programm: Seine Gewichte wurden gelesen, sein Code nicht.',
  'This is an animation of {0} pictures, not a still.':
    'Dies ist eine Animation aus {0} Bildern, kein Standbild.',
  'This is not a COCO file of object instances: an annotation belongs to image {0}, which it does not name.':
    'Dies ist keine COCO-Datei von Objektinstanzen: Eine Annotation gehört zu Bild {0}, das sie nicht nennt.',
  'This is not a COCO file of object instances: annotation {0} cannot be understood ({1}).':
    'Dies ist keine COCO-Datei von Objektinstanzen: Annotation {0} ist nicht zu verstehen ({1}).',
  'This is not a COCO file of object instances: annotation {0}{1} of the image cannot be understood ({2}).':
    'Dies ist keine COCO-Datei von Objektinstanzen: Annotation {0}{1} des Bildes ist nicht zu verstehen ({2}).',
  'This is not a COCO file of object instances: category {0}{1} cannot be understood ({2}).':
    'Dies ist keine COCO-Datei von Objektinstanzen: Kategorie {0}{1} ist nicht zu verstehen ({2}).',
  'This is not a COCO file of object instances: image {0}{1} cannot be understood ({2}).':
    'Dies ist keine COCO-Datei von Objektinstanzen: Bild {0}{1} ist nicht zu verstehen ({2}).',
  'This is not a COCO file of object instances: it names no categories.':
    'Dies ist keine COCO-Datei von Objektinstanzen: Sie nennt keine Kategorien.',
  'This is not a COCO file of object instances: it names no images.':
    'Dies ist keine COCO-Datei von Objektinstanzen: Sie nennt keine Bilder.',
  'This is not a COCO file of object instances: two categories have the id {0}.':
    'Dies ist keine COCO-Datei von Objektinstanzen: Zwei Kategorien haben die Kennung {0}.',
  'This is not a COCO file of object instances: two images have the id {0}.':
    'Dies ist keine COCO-Datei von Objektinstanzen: Zwei Bilder haben die Kennung {0}.',
  'This is not a place in the worklist.': 'Das ist keine Stelle in der Arbeitsliste.',
  'This is not a usable mask: a run is cut short.':
    'Das ist keine verwendbare Maske: Ein Lauf ist abgeschnitten.',
  'This is not a usable mask: it does not start as a label map does.':
    'Das ist keine verwendbare Maske: Sie beginnt nicht wie eine Labelkarte.',
  'This is not a usable mask: it ends before its last row.':
    'Das ist keine verwendbare Maske: Sie endet vor ihrer letzten Zeile.',
  'This is not a usable mask: it has {0} values where {1}×{2} need {3}.':
    'Das ist keine verwendbare Maske: Sie hat {0} Werte, wo {1}×{2} davon {3} brauchen.',
  'This is not a usable mask: its runs do not fit its size.':
    'Das ist keine verwendbare Maske: Ihre Läufe passen nicht zu ihrer Größe.',
  'This is not a usable mask: its size {0}×{1} is outside what a mask may have.':
    'Das ist keine verwendbare Maske: Ihre Größe {0}×{1} ist außerhalb dessen, was eine Maske haben darf.',
  'This is one of {0} parts; the index beside it (….index.json) opens all of them.':
    'Dies ist einer von {0} Teilen; der Index daneben (….index.json) öffnet alle zusammen.',
  'This is the decoder of {0} alone.': 'Dies ist nur der Decoder von {0}.',
  'This is the encoder of a model that answers to clicks, alone.':
    'Dies ist nur der Encoder eines Modells, das auf Klicks antwortet.',
  'This is {0}.': 'Dies ist {0}.',
  'This job is no import of masks.': 'Dieser Auftrag ist kein Import von Masken.',
  'This job is no import.': 'Dieser Auftrag ist kein Import.',
  'This machine\'s runtime has no "{0}" provider; it has {1}.':
    'Die Laufzeitumgebung dieses Rechners hat keinen Anbieter "{0}"; sie hat {1}.',
  'This mask version is not in the database.': 'Diese Maskenfassung ist nicht in der Datenbank.',
  'This mask was changed elsewhere since it was opened.':
    'Diese Maske wurde anderswo geändert, seit sie geöffnet wurde.',
  'This mask went through JPEG, which blurs values: give a threshold (--mask-threshold 128), or save the masks as PNG.':
    'Diese Maske wurde als JPEG gespeichert, das Werte verwischt: Geben Sie eine Schwelle an (--mask-threshold 128), oder speichern Sie die Masken als PNG.',
  "This mask's list of runs cannot be used: {0}.": 'Die Lauflängen dieser Maske sind nicht verwendbar: {0}.',
  "This mask's outline cannot be used: {0}.": 'Der Umriss dieser Maske ist nicht verwendbar: {0}.',
  'This method has no options.': 'Dieses Verfahren hat keine Optionen.',
  'This method looks for a region within a box, and there is none.':
    'Dieses Verfahren sucht einen Bereich in einem Rahmen, und es gibt keinen.',
  'This model answers to clicks, and proposes no masks of whole frames.':
    'Dieses Modell antwortet auf Klicks und schlägt keine Masken ganzer Bilder vor.',
  'This model answers to points alone: its decoder has no input for a box.':
    'Dieses Modell antwortet nur auf Punkte: Sein Decoder hat keine Eingabe für einen Rahmen.',
  'This model needs the operator {0} of {1}, which is no part of ONNX.':
    'Dieses Modell braucht den Operator {0} aus {1}, der kein Teil von ONNX ist.',
  'This model proposes masks of whole frames, and does not answer to clicks.':
    'Dieses Modell schlägt Masken ganzer Bilder vor und antwortet nicht auf Klicks.',
  'This needs the permission "{0}", which you do not have.':
    'Dafür ist das Recht "{0}" nötig, das Sie nicht haben.',
  'This network comes with Lapidary and cannot be removed.':
    'Dieses Netz gehört zu Lapidary und kann nicht entfernt werden.',
  'This network was not taken over: it answers two different pictures alike.':
    'Dieses Netz wurde nicht übernommen: Es beantwortet zwei verschiedene Bilder gleich.',
  'This network was not taken over: its features are not finite numbers.':
    'Dieses Netz wurde nicht übernommen: Seine Merkmale sind keine endlichen Zahlen.',
  'This network was not taken over: its features depend on how they are computed (they differ by {0}).':
    'Dieses Netz wurde nicht übernommen: Seine Merkmale hängen davon ab, wie sie berechnet werden (sie weichen um {0} ab).',
  'This patient is not in the database.': 'Dieser Patient ist nicht in der Datenbank.',
  'This prediction is not in the database any more, or there is a newer one.':
    'Diese Vorhersage ist nicht mehr in der Datenbank, oder es gibt eine neuere.',
  'This prediction was made by a method that reads no mask, so there is nothing that the mask does.':
    'Diese Vorhersage stammt von einem Verfahren, das keine Maske liest; die Maske bewirkt also nichts.',
  'This proposal is not in the database.': 'Dieser Vorschlag ist nicht in der Datenbank.',
  'This reading is not what was signed.': 'Dieser Befund ist nicht der, der signiert wurde.',
  'This segment already is a finding of this label schema.':
    'Dieses Segment ist schon ein Befund dieses Klassenschemas.',
  'This segment is not one of the frame.': 'Dieses Segment gehört nicht zu diesem Bild.',
  'This segmentation head is being trained.': 'Dieser Segmentierungskopf wird gerade trainiert.',
  'This segmentation head is not trained.': 'Dieser Segmentierungskopf ist nicht trainiert.',
  'This segmentation head was not trained on such a class, and cannot say how probable it is.':
    'Dieser Segmentierungskopf wurde nicht auf eine solche Klasse trainiert und kann nicht sagen, wie wahrscheinlich sie ist.',
  'This segmentation head was removed.': 'Dieser Segmentierungskopf wurde entfernt.',
  'This segmentation head was trained on another network than the one that is installed.':
    'Dieser Segmentierungskopf wurde auf einem anderen Netz trainiert als dem installierten.',
  'This segmentation head was trained on masks of another schema.':
    'Dieser Segmentierungskopf wurde an Masken eines anderen Schemas trainiert.',
  'This study is already in the database as one of another site.':
    'Diese Untersuchung ist schon in der Datenbank, aber für einen anderen Standort.',
  'This study is not in the database.': 'Diese Untersuchung ist nicht in der Datenbank.',
  'This study is not signed, so there is nothing to amend.':
    'Diese Untersuchung ist nicht signiert; es gibt also nichts zu ergänzen.',
  'This study is signed already.': 'Diese Untersuchung ist schon signiert.',
  'This study is signed, so its reading does not change.':
    'Diese Untersuchung ist signiert, ihr Befund ändert sich also nicht.',
  'This tray is no longer open.': 'Diese Ablage ist nicht mehr offen.',
  'This very picture is already in the database, under patient {0}.':
    'Genau dieses Bild ist schon in der Datenbank, beim Patienten {0}.',
  'This was begun {0} times, and each time the workstation ended in the middle of it.':
    'Dies wurde {0}-mal begonnen, und jedes Mal endete die Workstation mittendrin.',
  'This was cancelled.': 'Dies wurde abgebrochen.',
  'This weights file cannot be used: its header is cut short.':
    'Diese Datei mit Gewichten kann nicht verwendet werden: Ihr Dateikopf ist abgeschnitten.',
  'This weights file cannot be used: tensor "{0}" is not F32.':
    'Diese Datei mit Gewichten kann nicht verwendet werden: Tensor "{0}" ist nicht F32.',
  'This weights file cannot be used: tensor {0} has type {1}; only F32 and F16 are read here.':
    'Diese Datei mit Gewichten kann nicht verwendet werden: Tensor {0} hat den Typ {1}; hier werden nur F32 und F16 gelesen.',
  'This {0} is not in the database.': 'Dies ist nicht in der Datenbank: {0}.',
  Tokens: 'Token',
  'Train a head on masks that you have, and activate it; or bring a model.':
    'Trainieren Sie einen Kopf an Masken, die Sie haben, und aktivieren Sie ihn; oder fügen Sie ein Modell hinzu.',
  'Train a new one.': 'Trainieren Sie einen neuen.',
  'Trained by the Lapidary developers.': 'Von den Entwicklern von Lapidary trainiert.',
  'Trained on fewer photographs and classes than the ImageNet-21k networks.':
    'Mit weniger Fotografien und Klassen trainiert als die ImageNet-21k-Netze.',
  'Training diverged at step {0}{1}: a gradient is no longer a finite number.':
    'Das Training ist bei Schritt {0}{1} divergiert: Ein Gradient ist keine endliche Zahl mehr.',
  'Training diverged in epoch {0}{1}, step {2}{3}: {4} is no longer a finite number. The last good state before it is kept until the run is started anew, or three newer ones have failed.':
    'Das Training ist in Epoche {0}{1}, Schritt {2}{3}, divergiert: {4} ist keine endliche Zahl mehr. Der letzte gute Stand davor wird aufbewahrt, bis der Lauf neu begonnen wird oder drei neuere gescheitert sind.',
  'Training the segmentation head diverged in epoch {0}: the loss is no longer a finite number.':
    'Das Training des Segmentierungskopfes ist in Epoche {0} divergiert: Der Verlust ist keine endliche Zahl mehr.',
  'Try again.': 'Versuchen Sie es erneut.',
  'Tune a method on labelled cases and activate its adapter, or name an adapter.':
    'Stimmen Sie ein Verfahren an Fällen mit Klasse ab, und aktivieren Sie seinen Adapter, oder nennen Sie einen Adapter.',
  'Tune a method on labelled cases and activate its adapter.':
    'Stimmen Sie ein Verfahren an Fällen mit Klasse ab, und aktivieren Sie seinen Adapter.',
  'Tune again and activate the new adapter.': 'Stimmen Sie neu ab, und aktivieren Sie den neuen Adapter.',
  'Two of these findings are on the same frame, and a finding is one segment of a frame at most.':
    'Zwei dieser Befunde liegen auf demselben Bild, und ein Befund ist höchstens ein Segment eines Bildes.',
  'Two test pictures gave different features, the same in both forms within {0}; one took {1} ms.':
    'Zwei Testbilder ergaben verschiedene Merkmale, in beiden Formen bis auf {0} dieselben; eines brauchte {1} ms.',
  'Undo what was changed, or sign the amendment.':
    'Machen Sie die Änderungen rückgängig, oder signieren Sie die Ergänzung.',
  'Unpack it and choose one of them.': 'Entpacken Sie die Datei, und wählen Sie einen der Checkpoints.',
  'Unpack it and choose the checkpoint in it.':
    'Entpacken Sie die Datei, und wählen Sie den Checkpoint darin.',
  'Unpack it and choose the file with the weights.':
    'Entpacken Sie die Datei, und wählen Sie die Datei mit den Gewichten.',
  'Update Lapidary on this computer, or choose another data folder. Nothing was changed.':
    'Aktualisieren Sie Lapidary auf diesem Rechner, oder wählen Sie einen anderen Datenordner. Nichts wurde geändert.',
  'Use a fresh data folder.': 'Verwenden Sie einen frischen Datenordner.',
  'Use a head of the installed network, or train again.':
    'Verwenden Sie einen Kopf des installierten Netzes, oder trainieren Sie neu.',
  'Use another head, or train again.': 'Verwenden Sie einen anderen Kopf, oder trainieren Sie neu.',
  'Use fewer schemas of masks in one study.': 'Verwenden Sie weniger Maskenschemata in einer Untersuchung.',
  'Use one of its classes: {0}, ….': 'Verwenden Sie eine seiner Klassen: {0}, ….',
  'Use one of its classes: {0}.': 'Verwenden Sie eine seiner Klassen: {0}.',
  'Use the window that is already open, or close it first.':
    'Verwenden Sie das schon geöffnete Fenster, oder schließen Sie es zuerst.',
  'Use the window that is already open, or close it first. The command line works through it when it is told the same data folder.':
    'Verwenden Sie das schon geöffnete Fenster, oder schließen Sie es zuerst. Die Befehlszeile arbeitet darüber, wenn ihr derselbe Datenordner genannt wird.',
  'Vanilla fine-tuning of everything, no mask': 'Gewöhnliches Nachtrainieren von allem, ohne Maske',
  Variant: 'Variante',
  'Version {0} of its reading was signed, and is gone.':
    'Version {0} ihres Befundes wurde signiert und ist weg.',
  'Version {0} of this reading is not what was signed.':
    'Version {0} dieses Befundes ist nicht mehr, was signiert wurde.',
  View: 'Ansicht',
  'Vision transformer (ViT)': 'Vision-Transformer (ViT)',
  'Wait a minute and try again. If it goes on, choose the "cpu" provider in the settings and free some memory.':
    'Warten Sie eine Minute, und versuchen Sie es erneut. Hält es an, wählen Sie in den Einstellungen den Anbieter "cpu" und geben Sie Arbeitsspeicher frei.',
  'Wait for it to end, or cancel it, then erase.':
    'Warten Sie, bis die Arbeit endet, oder brechen Sie sie ab, und löschen Sie dann.',
  'Wait for its training to end, or choose another head.':
    'Warten Sie, bis sein Training endet, oder wählen Sie einen anderen Kopf.',
  'What a mask should be proposed from cannot be understood ({0}).':
    'Woraus eine Maske vorgeschlagen werden soll, ist nicht zu verstehen ({0}).',
  'What is not known of this model has to be stated: {0}.':
    'Was von diesem Modell nicht bekannt ist, muss angegeben werden: {0}.',
  'What is stated of this network cannot be: a width of {0} cannot have {1} heads.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: Eine Breite von {0} kann keine {1} Köpfe haben.',
  'What is stated of this network cannot be: an input of {0} pixels is no multiple of its patches of {1}.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: Eine Eingabe von {0} Pixeln ist kein Vielfaches seiner Patches von {1}.',
  'What is stated of this network cannot be: it has a norm of its tokens, so it is pooled by cls or mean.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: Es hat eine Normierung seiner Token, wird also mit cls oder mean zusammengefasst.',
  'What is stated of this network cannot be: its only norm is one of the pooled feature, so it is pooled by mean-then-norm.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: Seine einzige Normierung ist die des zusammengefassten Merkmals, es wird also mit mean-then-norm zusammengefasst.',
  'What is stated of this network cannot be: {0} says {1} {2}, and its tensors have {3}.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: {0} sagt {1} {2}, und seine Tensoren haben {3}.',
  'What is stated of this network cannot be: {0}: {1} is more than the {2} that are read.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: {0}: {1} ist mehr als die {2}, die gelesen werden.',
  'What is stated of this network cannot be: {0}: {1}.':
    'Was zu diesem Netz angegeben wurde, kann nicht sein: {0}: {1}.',
  'What the same file was called before April 2024.': 'So hieß dieselbe Datei vor April 2024.',
  'What these files are is not known: no family fits. {0}.':
    'Was diese Dateien sind, ist nicht bekannt: Keine Familie passt. {0}.',
  'What these files are is not known: they are not those of {0}. {1}.':
    'Was diese Dateien sind, ist nicht bekannt: Sie sind nicht die von {0}. {1}.',
  'What these files are is not known: {0} .onnx files were brought, and a model is one of them or two. {1}.':
    'Was diese Dateien sind, ist nicht bekannt: {0} .onnx-Dateien wurden hinzugefügt, ein Modell besteht aber aus einer oder zwei. {1}.',
  'What this import was asked to do is no longer in the data folder.':
    'Was dieser Import tun sollte, steht nicht mehr im Datenordner.',
  'What was finished before is kept. Start it again with fewer cases to find what it stumbles over, and send the log to your administrator.':
    'Was zuvor fertig wurde, bleibt erhalten. Starten Sie erneut mit weniger Fällen, um zu finden, worüber er stolpert, und senden Sie das Protokoll an Ihre Administration.',
  'What was said about the mask': 'Was über die Maske gesagt wurde,',
  'What was said of values or categories is not for the files in this tray.':
    'Was über Werte oder Kategorien gesagt wurde, gilt nicht für die Dateien in dieser Ablage.',
  'Whoever published the model can tell; nothing of it is guessed.':
    'Der Herausgeber des Modells kann es sagen; nichts davon wird geraten.',
  'With one-way prompts attention runs along two streams, and roll-out follows one.':
    'Mit einseitigen Prompts läuft die Aufmerksamkeit in zwei Strömen, und der Roll-out folgt nur einem.',
  'Worked at {0}×{1} of {2}×{3} pixels.': 'Gearbeitet wurde in {0}×{1} von {2}×{3} Pixeln.',
  'Write the file again with the program that it comes from, or leave this mask out.':
    'Schreiben Sie die Datei erneut mit dem Programm, aus dem sie stammt, oder lassen Sie diese Maske aus.',
  'You have read finding {0} yourself.': 'Sie haben Befund {0} selbst gelesen.',
  'a BMP picture': 'ein BMP-Bild',
  'a DICOM file': 'eine DICOM-Datei',
  'a GIF picture': 'ein GIF-Bild',
  'a HEIF or AVIF picture': 'ein HEIF- oder AVIF-Bild',
  'a NumPy array': 'ein NumPy-Array',
  'a PDF document': 'ein PDF-Dokument',
  'a channel is named twice': 'ein Kanal ist zweimal genannt',
  'a cloud storage service': 'ein Cloud-Speicherdienst',
  'a field is longer than the message around it': 'ein Feld ist länger als die Nachricht um es herum',
  'a file of it has another size': 'eine seiner Dateien hat eine andere Größe',
  'a file of it has changed': 'eine seiner Dateien wurde verändert',
  'a gated MLP, whose own is SiLU': 'ein MLP mit Gate, zu dem SiLU gehört',
  'a grid of {0}×{1} cells has {2} values, not {3}': 'ein Raster von {0}×{1} Zellen hat {2} Werte, nicht {3}',
  'a grid of {0}×{1} cells is outside of what can be':
    'ein Raster von {0}×{1} Zellen ist außerhalb des Möglichen',
  'a lazy conjugate or negative of other values':
    'ein verzögert konjugierter oder negierter Wert anderer Werte',
  'a list in it is too long': 'eine Liste darin ist zu lang',
  'a network file system ({0})': 'ein Netzwerkdateisystem ({0})',
  'a number in it never ends': 'eine Zahl darin endet nie',
  'a number is longer than the message around it': 'eine Zahl ist länger als die Nachricht um sie herum',
  'a radius of {0}: must be 0 or more': 'ein Radius von {0}: muss 0 oder mehr sein',
  'a run has no usable length': 'ein Lauf hat keine verwendbare Länge',
  'a run is cut short': 'ein Lauf ist abgeschnitten',
  'a shape claims more values than can be counted': 'eine Form gibt mehr Werte an, als sich zählen lassen',
  'a shape is not given in whole numbers of at least zero':
    'eine Form ist nicht in ganzen Zahlen ab null angegeben',
  'a share of {0}: must be from 0 to 1': 'ein Anteil von {0}: muss zwischen 0 und 1 liegen',
  'a shared folder of another computer': 'ein freigegebener Ordner eines anderen Rechners',
  'a storage claims more values than can be counted':
    'ein Speicherblock gibt mehr Werte an, als sich zählen lassen',
  'a storage is not given in whole numbers of at least zero':
    'ein Speicherblock ist nicht in ganzen Zahlen ab null angegeben',
  'a stride claims more values than can be counted':
    'eine Schrittweite gibt mehr Werte an, als sich zählen lassen',
  'a stride is not given in whole numbers of at least zero':
    'eine Schrittweite ist nicht in ganzen Zahlen ab null angegeben',
  'a tensor claims more values than can be counted': 'ein Tensor gibt mehr Werte an, als sich zählen lassen',
  'a tensor has another type than its storage': 'ein Tensor hat einen anderen Typ als sein Speicherblock',
  'a tensor has no shape': 'ein Tensor hat keine Form',
  'a tensor has no storage': 'ein Tensor hat keinen Speicherblock',
  'a tensor has not as many values as its shape asks for':
    'ein Tensor hat nicht so viele Werte, wie seine Form verlangt',
  'a tensor has not one stride for each of its dimensions':
    'ein Tensor hat nicht für jede seiner Dimensionen eine Schrittweite',
  'a tensor has not the bytes that its shape asks for':
    'ein Tensor hat nicht die Bytes, die seine Form verlangt',
  'a tensor has too many dimensions': 'ein Tensor hat zu viele Dimensionen',
  'a tensor has {0} dimensions': 'ein Tensor hat {0} Dimensionen',
  'a tensor in it is a segment of another': 'ein Tensor darin ist ein Abschnitt eines anderen',
  'a tensor names its {0} twice': 'ein Tensor nennt {0} zweimal',
  'a tensor reaches beyond its storage': 'ein Tensor reicht über seinen Speicherblock hinaus',
  'a tensor says in too many ways where its bytes lie':
    'ein Tensor sagt auf zu viele Arten, wo seine Bytes liegen',
  'a text in it has {0} bytes': 'ein Text darin hat {0} Bytes',
  'a value is not between 0 and 1': 'ein Wert liegt nicht zwischen 0 und 1',
  'a view claims more values than can be counted': 'eine Ansicht gibt mehr Werte an, als sich zählen lassen',
  'a view is not given in whole numbers of at least zero':
    'eine Ansicht ist nicht in ganzen Zahlen ab null angegeben',
  'a view reaches beyond its storage': 'eine Ansicht reicht über ihren Speicherblock hinaus',
  'a width of {0} cannot have {1} heads': 'eine Breite von {0} kann keine {1} Köpfe haben',
  'accuracy over 1383 held-out synthetic cases, 12 classes, chance 0.083':
    'Genauigkeit über 1383 zurückgehaltene synthetische Fälle, 12 Klassen, Zufall 0,083',
  'accuracy over 1383 held-out synthetic cases, 24 classes, chance 0.042':
    'Genauigkeit über 1383 zurückgehaltene synthetische Fälle, 24 Klassen, Zufall 0,042',
  'accuracy over 600 held-out synthetic cases, 12 classes, chance 0.083':
    'Genauigkeit über 600 zurückgehaltene synthetische Fälle, 12 Klassen, Zufall 0,083',
  'accuracy over 600 held-out synthetic cases, 24 classes, chance 0.042':
    'Genauigkeit über 600 zurückgehaltene synthetische Fälle, 24 Klassen, Zufall 0,042',
  'allow validation within one patient, by blocks of frames: the result is then marked so.':
    'erlauben Sie die Validierung innerhalb eines Patienten, nach Blöcken von Bildern: Das Ergebnis wird dann so gekennzeichnet.',
  'an annotation belongs to image {0}, which it does not name':
    'eine Annotation gehört zu Bild {0}, das sie nicht nennt',
  'an archive': 'ein Archiv',
  'an empty file': 'eine leere Datei',
  'an input of {0} pixels is no multiple of its patches of {1}':
    'eine Eingabe von {0} Pixeln ist kein Vielfaches seiner Patches von {1}',
  'an input or output has an impossible size': 'eine Eingabe oder Ausgabe hat eine unmögliche Größe',
  'an input or output has too many dimensions': 'eine Eingabe oder Ausgabe hat zu viele Dimensionen',
  'an offset': 'ein Versatz',
  'an offset claims more values than can be counted':
    'ein Versatz gibt mehr Werte an, als sich zählen lassen',
  'an offset is not given in whole numbers of at least zero':
    'ein Versatz ist nicht in ganzen Zahlen ab null angegeben',
  'an offset or length in it is {0}': 'ein Versatz oder eine Länge darin ist {0}',
  'an output has the shape [{0}], and {1} dimensions were expected':
    'eine Ausgabe hat die Form [{0}], erwartet wurden {1} Dimensionen',
  'an output is missing': 'eine Ausgabe fehlt',
  'annotation {0} cannot be understood ({1})': 'Annotation {0} ist nicht zu verstehen ({1})',
  'annotation {0}{1} of the image': 'Annotation {0}{1} des Bildes',
  'annotation {0}{1} of the image cannot be understood ({2})':
    'Annotation {0}{1} des Bildes ist nicht zu verstehen ({2})',
  'array {0} has the type {1}': 'Array {0} hat den Typ {1}',
  'array {0} has {1} bytes where {2} needs {3}': 'Array {0} hat {1} Bytes, wo {2} davon {3} brauchen',
  'array {0} holds Python objects, which are pickled, and pickled objects are not read':
    'Array {0} enthält Python-Objekte; diese sind mit Pickle gespeichert, und solche Objekte werden nicht gelesen',
  'array {0} is a table of records': 'Array {0} ist eine Tabelle von Datensätzen',
  'as its input': 'wie seine Eingabe',
  'bitmaps of {0}×{1} and {2}×{3} cannot be compared':
    'Bitmaps von {0}×{1} und {2}×{3} lassen sich nicht vergleichen',
  'cannot be decompressed': 'lässt sich nicht entpacken',
  'category {0}{1} cannot be understood ({2})': 'Kategorie {0}{1} ist nicht zu verstehen ({2})',
  'cells of its input': 'Zellen seiner Eingabe',
  'classes.json says nothing of this file.': 'classes.json sagt nichts über diese Datei.',
  'colour of every object of a whole frame, by the mean of its tokens':
    'Farbe jedes Objekts eines ganzen Bildes, nach dem Mittel seiner Token',
  'colour of one object, seen alone through its mask':
    'Farbe eines Objekts, allein durch seine Maske gesehen',
  'colour of one object, the rest of the frame painted out':
    'Farbe eines Objekts, der Rest des Bildes übermalt',
  'colour of the largest object of a whole frame, no mask given':
    'Farbe des größten Objekts eines ganzen Bildes, ohne Maske',
  'config.json says that this is a model of the kind {0}, which is not read by this version.':
    'Laut config.json ist dies ein Modell der Art {0}, die diese Version nicht liest.',
  'constants of the exporter': 'Konstanten des Exporteurs',
  'customary for several channels': 'üblich bei mehreren Kanälen',
  'customary for {0}': 'üblich bei {0}',
  'customary; its file does not tell': 'üblich; seine Datei sagt es nicht',
  'damaged: restore the data folder from a backup':
    'beschädigt: Stellen Sie den Datenordner aus einer Sicherung wieder her',
  'does not match its checksum': 'entspricht nicht seiner Prüfsumme',
  'does not start as a NumPy array does': 'beginnt nicht wie ein NumPy-Array',
  'exports with such an input normalise by themselves': 'Exporte mit solcher Eingabe normieren selbst',
  'from its rank': 'aus seinem Rang',
  'has a header that does not fit its file': 'hat einen Dateikopf, der nicht zu seiner Datei passt',
  'has a header that is no plain description': 'hat einen Dateikopf, der keine schlichte Beschreibung ist',
  'has more than {0} characters in "{1}"': 'hat mehr als {0} Zeichen in "{1}"',
  'has the type {0}': 'hat den Typ {0}',
  'has the unknown version {0}.{1}': 'hat die unbekannte Version {0}.{1}',
  'has too many dimensions': 'hat zu viele Dimensionen',
  'has too many values': 'hat zu viele Werte',
  'has {0} cells where the header has {1}': 'hat {0} Zellen, die Kopfzeile {1}',
  'iCloud Drive': 'iCloud Drive',
  'image {0}{1} cannot be understood ({2})': 'Bild {0}{1} ist nicht zu verstehen ({2})',
  'imported from a file': 'aus einer Datei importiert',
  'inputs {0} and outputs {1}': 'Eingaben {0} und Ausgaben {1}',
  'intersection over union of stones, demo cohort': 'Schnittmenge durch Vereinigung der Steine, Demo-Kohorte',
  'is cut short': 'ist abgeschnitten',
  'is described differently in the directory and before its data':
    'ist im Verzeichnis anders beschrieben als vor seinen Daten',
  'is followed by bytes that do not belong to it': 'ist gefolgt von Bytes, die nicht dazugehören',
  'is longer than its archive states': 'ist länger, als sein Archiv angibt',
  'is nested too deeply': 'ist zu tief verschachtelt',
  'is not valid JSON': 'ist kein gültiges JSON',
  'is shorter than its archive states': 'ist kürzer, als sein Archiv angibt',
  'it answers two different pictures alike': 'es beantwortet zwei verschiedene Bilder gleich',
  'it became shorter while it was read': 'die Datei wurde kürzer, während sie gelesen wurde',
  'it begins with zeros, as a download does that was broken off':
    'die Datei beginnt mit Nullen, wie ein abgebrochener Download',
  'it claims {0} storages': 'die Datei gibt {0} Speicherblöcke an',
  'it defines too many operators': 'es definiert zu viele Operatoren',
  'it describes the storage {0} in two ways': 'die Datei beschreibt den Speicherblock {0} auf zwei Arten',
  'it does not begin as one does': 'sie fängt nicht so an',
  'it does not start as a label map does': 'sie beginnt nicht wie eine Labelkarte',
  'it ends before its last row': 'sie endet vor ihrer letzten Zeile',
  'it has a norm of its tokens, so it is pooled by cls or mean':
    'es hat eine Normierung seiner Token, wird also mit cls oder mean zusammengefasst',
  'it has a storage without a name': 'es gibt einen Speicherblock ohne Namen',
  'it has an overlong name': 'es gibt einen überlangen Namen',
  "it has another version of PyTorch's old format": 'es ist eine andere Version des alten PyTorch-Formats',
  'it has fields that no ONNX model has': 'es gibt Felder, die kein ONNX-Modell hat',
  'it has more than {0} annotations': 'sie enthält mehr als {0} Annotationen',
  'it has more than {0} arrays': 'es sind mehr als {0} Arrays',
  'it has more than {0} blocks': 'er hat mehr als {0} Blöcke',
  'it has more than {0} fields': 'es sind mehr als {0} Felder',
  'it has more than {0} inputs': 'es sind mehr als {0} Eingaben',
  'it has more than {0} parts': 'es sind mehr als {0} Teile',
  'it has more than {0} tensors': 'es sind mehr als {0} Tensoren',
  'it has no block 0': 'ihm fehlt Block 0',
  'it has no class token ("{0}{1}"), without which networks are not read by this version':
    'ihm fehlt das Klassentoken ("{0}{1}"), ohne das diese Version keine Netze liest',
  'it has no graph': 'ihm fehlt der Graph',
  'it has no position embedding ({0})': 'ihm fehlt die Positionseinbettung ({0})',
  'it has no tensor "{0}"': 'ihm fehlt der Tensor "{0}"',
  'it has no tensor "{0}{1}"': 'ihm fehlt der Tensor "{0}{1}"',
  'it has no tensor {0}': 'ihm fehlt der Tensor {0}',
  'it has one channel': 'es hat nur einen Kanal',
  'it has the storage {0} twice': 'der Speicherblock {0} ist zweimal vorhanden',
  'it has two graphs': 'es gibt zwei Graphen',
  "it has version {0} of PyTorch's format": 'es ist Version {0} des PyTorch-Formats',
  'it has {0} MB; {1} are read': 'sie hat {0} MB; {1} werden gelesen',
  'it has {0} bytes': 'die Datei hat {0} Bytes',
  'it has {0} bytes, and {1} from byte {2} on were to be read':
    'die Datei hat {0} Bytes, und {1} ab Byte {2} sollten gelesen werden',
  'it has {0} channels, and its card names {1}': 'sie hat {0} Kanäle, die Modellkarte nennt {1}',
  'it has {0} channels, numbered from 0': 'es hat {0} Kanäle, von 0 an gezählt',
  'it has {0} scores for masks of the shape [{1}]': 'sie hat {0} Werte für Masken der Form [{1}]',
  'it has {0} values where {1}×{2} need {3}': 'sie hat {0} Werte, wo {1}×{2} davon {3} brauchen',
  'it holds numbers that are not finite': 'sie enthält Zahlen, die nicht endlich sind',
  'it holds the class {0}, of which its card does not say what it is':
    'sie enthält die Klasse {0}, von der die Modellkarte nicht sagt, was sie ist',
  'it holds {0} maps for one picture': 'sie enthält {0} Karten für ein Bild',
  'it is a 7-Zip archive': 'es ist ein 7-Zip-Archiv',
  'it is a GGUF file, as llama.cpp reads': 'es ist eine GGUF-Datei, wie llama.cpp sie liest',
  'it is a Git LFS pointer, which only names the file with the weights':
    'es ist ein Git-LFS-Verweis, der die Datei mit den Gewichten nur nennt',
  'it is a MessagePack file, as Flax writes': 'es ist eine MessagePack-Datei, wie Flax sie schreibt',
  'it is a RAR archive': 'es ist ein RAR-Archiv',
  'it is a TensorFlow Lite model': 'es ist ein TensorFlow-Lite-Modell',
  'it is a TensorFlow SavedModel': 'es ist ein TensorFlow-SavedModel',
  'it is a TensorRT engine, compiled for one graphics card':
    'es ist eine TensorRT-Engine, für eine bestimmte Grafikkarte kompiliert',
  'it is a ZIP archive, and neither a PyTorch file nor one of NumPy arrays':
    'es ist ein ZIP-Archiv und weder eine PyTorch-Datei noch eine mit NumPy-Arrays',
  'it is a pickle that torch.save did not write': 'es ist ein Pickle, den torch.save nicht geschrieben hat',
  'it is a single NumPy array': 'es ist ein einzelnes NumPy-Array',
  'it is a tar of PyTorch 0.1': 'es ist ein tar von PyTorch 0.1',
  'it is a tar of files': 'es ist ein tar mit Dateien',
  'it is a text in JSON: a configuration, or the answer of a server in place of the file':
    'es ist ein Text in JSON: eine Konfiguration oder die Antwort eines Servers anstelle der Datei',
  'it is a web page, so the download of the checkpoint failed':
    'es ist eine Webseite, der Download des Checkpoints ist also gescheitert',
  'it is an HDF5 file, as Keras writes': 'es ist eine HDF5-Datei, wie Keras sie schreibt',
  'it is an archive without a PyTorch pickle': 'es ist ein Archiv ohne PyTorch-Pickle',
  'it is compressed with Zstandard': 'er ist mit Zstandard komprimiert',
  'it is compressed with bzip2': 'er ist mit bzip2 komprimiert',
  'it is compressed with gzip': 'er ist mit gzip komprimiert',
  'it is compressed with xz': 'er ist mit xz komprimiert',
  'it is cut short': 'die Datei ist abgeschnitten',
  'it is empty': 'die Datei ist leer',
  'it is larger than 1 MB': 'die Datei ist größer als 1 MB',
  'it is larger than 64 MB': 'die Datei ist größer als 64 MB',
  'it is missing or locked': 'er fehlt oder ist gesperrt',
  'it is none of the formats that are known: safetensors, PyTorch, NumPy .npz and ONNX':
    'es ist keines der bekannten Formate: safetensors, PyTorch, NumPy .npz und ONNX',
  'it is not JSON': 'es ist kein JSON',
  'it is not a file that torch.save writes': 'es ist keine Datei, wie torch.save sie schreibt',
  'it is not made of protobuf fields': 'die Datei besteht nicht aus protobuf-Feldern',
  'it is part of a TensorFlow checkpoint': 'es ist ein Teil eines TensorFlow-Checkpoints',
  'it is too short to hold a header': 'die Datei ist zu kurz für einen Dateikopf',
  'it keeps weights in {0}, which is no plain name of a file beside it':
    'Gewichte liegen in {0}, was kein einfacher Name einer Datei daneben ist',
  'it keeps weights in {0}, which is not a file beside it':
    'Gewichte liegen in {0}, einer Datei, die nicht daneben liegt',
  'it lacks the list of its storages': 'es fehlt die Liste der Speicherblöcke',
  'it names a file outside its folder, {0}': 'es wird eine Datei außerhalb des Ordners genannt, {0}',
  'it names more than {0} categories': 'sie nennt mehr als {0} Kategorien',
  'it names more than {0} images': 'sie nennt mehr als {0} Bilder',
  'it names no categories': 'sie nennt keine Kategorien',
  'it names no images': 'sie nennt keine Bilder',
  'it states more than {0} things': 'es sind mehr als {0} Angaben',
  'it winds across the picture more often than one can see':
    'der Umriss windet sich öfter über das Bild, als man sehen kann',
  'its archive claims {0} bytes or entries': 'sein Archiv gibt {0} Bytes oder Einträge an',
  'its archive claims {0} entries': 'sein Archiv gibt {0} Einträge an',
  'its archive has an entry whose name is not UTF-8':
    'sein Archiv hat einen Eintrag, dessen Name nicht UTF-8 ist',
  'its archive has an entry with a field that is cut short':
    'sein Archiv hat einen Eintrag mit einem abgeschnittenen Feld',
  'its archive has an entry with an overlong name':
    'sein Archiv hat einen Eintrag mit einem überlangen Namen',
  'its archive has no end, so the file is cut short or not an archive':
    'sein Archiv hat kein Ende, die Datei ist also abgeschnitten oder kein Archiv',
  'its archive has two entries named {0}': 'sein Archiv hat zwei Einträge namens {0}',
  'its archive holds no pickle': 'sein Archiv enthält keinen Pickle',
  'its archive holds several checkpoints, {0} and {1}':
    'sein Archiv enthält mehrere Checkpoints, {0} und {1}',
  'its archive is encrypted': 'sein Archiv ist verschlüsselt',
  'its archive is spread over several volumes': 'sein Archiv ist auf mehrere Teile verteilt',
  'its archive lacks the size of an entry': 'in seinem Archiv fehlt die Größe eines Eintrags',
  'its archive lists an entry that is none': 'sein Archiv führt einen Eintrag auf, der keiner ist',
  'its arrays have {0} bytes together': 'seine Arrays haben zusammen {0} Bytes',
  'its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known':
    'seine Blöcke enthalten Tensoren, die nicht zu verstehen sind ({0}, etwa {1}); was sie berechnen, ist daher nicht bekannt',
  'its card knows no tensor "{0}"': 'seine Modellkarte kennt keinen Tensor "{0}"',
  'its card names more than 255 classes, and a mask has at most 255 segments':
    'die Modellkarte nennt mehr als 255 Klassen, und eine Maske hat höchstens 255 Segmente',
  'its card names no model': 'seine Modellkarte nennt kein Modell',
  'its classes cannot be understood': 'ihre Klassen sind nicht zu verstehen',
  'its contents are nested deeper than {0}': 'sein Inhalt ist tiefer als {0} verschachtelt',
  'its contents share parts with each other too often': 'sein Inhalt hat zu oft Teile miteinander gemeinsam',
  'its counts cannot be read': 'ihre Zählwerte sind nicht lesbar',
  'its encoder gave no embedding': 'der Encoder hat keine Einbettung geliefert',
  'its features are not finite numbers': 'seine Merkmale sind keine endlichen Zahlen',
  'its features depend on how they are computed (they differ by {0})':
    'seine Merkmale hängen davon ab, wie sie berechnet werden (sie weichen um {0} ab)',
  'its file does not say where the colours are': 'seine Datei sagt nicht, wo die Farben liegen',
  'its folder cannot be written to': 'in seinen Ordner kann nicht geschrieben werden',
  'its frames cannot be understood': 'ihre Bilder sind nicht zu verstehen',
  'its graph has more than {0} nodes': 'sein Graph hat mehr als {0} Knoten',
  'its header claims {0} bytes': 'sein Dateikopf gibt {0} Bytes an',
  'its header does not fit the file': 'sein Dateikopf passt nicht zur Datei',
  'its header is cut short': 'sein Dateikopf ist abgeschnitten',
  'its header is not a JSON object': 'sein Dateikopf ist kein JSON-Objekt',
  'its header {0}': 'sein Dateikopf {0}',
  'its index has {0} bytes': 'sein Index hat {0} Bytes',
  'its index names no file for tensor {0}': 'sein Index nennt keine Datei für Tensor {0}',
  'its index names no tensors': 'sein Index nennt keine Tensoren',
  'its index names {0} tensors': 'sein Index nennt {0} Tensoren',
  'its index names {0}, which is not a file beside it':
    'sein Index nennt {0}, eine Datei, die nicht daneben liegt',
  'its index {0}': 'sein Index {0}',
  'its input takes whole numbers': 'seine Eingabe nimmt ganze Zahlen',
  'its last operation': 'seine letzte Operation',
  'its last operation is {0}': 'seine letzte Operation ist {0}',
  'its last operation makes no probabilities': 'seine letzte Operation liefert keine Wahrscheinlichkeiten',
  'its messages are nested too deeply': 'seine Nachrichten sind zu tief verschachtelt',
  'its metadata are not texts': 'seine Metadaten sind keine Texte',
  'its names and texts are too long': 'seine Namen und Texte sind zu lang',
  'its norm is one of the pooled feature': 'seine Normierung ist die des zusammengefassten Merkmals',
  'its number of blocks': 'seine Zahl an Blöcken',
  'its only norm is one of the pooled feature, so it is pooled by mean-then-norm':
    'seine einzige Normierung ist die des zusammengefassten Merkmals, es wird also mit mean-then-norm zusammengefasst',
  'its output has whole numbers': 'seine Ausgabe hat ganze Zahlen',
  'its parts are not all safetensors, or all PyTorch files':
    'seine Teile sind nicht alle safetensors oder alle PyTorch-Dateien',
  'its patch embedding {0} is [{1}], not one of square patches of three colours':
    'seine Patch-Einbettung {0} ist [{1}], nicht die von quadratischen Patches in drei Farben',
  'its pickle appends to something that is no list':
    'sein Pickle hängt etwas an ein Objekt an, das keine Liste ist',
  'its pickle calls something that is no class or function':
    'sein Pickle ruft etwas auf, was keine Klasse oder Funktion ist',
  'its pickle calls something without a tuple of arguments':
    'sein Pickle ruft etwas ohne ein Tupel von Argumenten auf',
  'its pickle claims {0} bytes in one value': 'sein Pickle gibt {0} Bytes in einem Wert an',
  'its pickle closes a container that it did not open':
    'sein Pickle schließt einen Behälter, den er nicht geöffnet hat',
  'its pickle has a number that is none': 'sein Pickle hat eine Zahl, die keine ist',
  'its pickle has a text of negative length': 'sein Pickle hat einen Text negativer Länge',
  'its pickle has a text of {0} bytes': 'sein Pickle hat einen Text von {0} Bytes',
  'its pickle has a text that is not UTF-8': 'sein Pickle hat einen Text, der nicht UTF-8 ist',
  'its pickle has an integer of negative length': 'sein Pickle hat eine ganze Zahl negativer Länge',
  'its pickle has an integer of {0} bytes': 'sein Pickle hat eine ganze Zahl von {0} Bytes',
  'its pickle has an integer that is none': 'sein Pickle hat eine ganze Zahl, die keine ist',
  'its pickle has an operation, 0x{0} at byte {1}, that no checkpoint needs':
    'sein Pickle hat eine Operation, 0x{0} bei Byte {1}, die kein Checkpoint braucht',
  'its pickle has an overlong line': 'sein Pickle hat eine überlange Zeile',
  'its pickle has more than {0} operations': 'sein Pickle hat mehr als {0} Operationen',
  'its pickle has protocol {0}': 'sein Pickle hat das Protokoll {0}',
  'its pickle is cut short': 'sein Pickle ist abgeschnitten',
  'its pickle makes more than {0} values': 'sein Pickle erzeugt mehr als {0} Werte',
  'its pickle names a class by an overlong name': 'sein Pickle nennt eine Klasse mit einem überlangen Namen',
  'its pickle names a class by no name': 'sein Pickle nennt eine Klasse ohne Namen',
  'its pickle opens too many containers': 'sein Pickle öffnet zu viele Behälter',
  'its pickle points to something that is no storage':
    'sein Pickle verweist auf etwas, was kein Speicherblock ist',
  'its pickle recalls a value that it did not remember':
    'sein Pickle ruft einen Wert ab, den er sich nicht gemerkt hat',
  'its pickle remembers a value under no number': 'sein Pickle merkt sich einen Wert ohne Nummer',
  'its pickle remembers a value under {0}': 'sein Pickle merkt sich einen Wert unter {0}',
  'its pickle sets an entry without a value': 'sein Pickle setzt einen Eintrag ohne Wert',
  'its pickle sets entries of something that is no dictionary':
    'sein Pickle setzt Einträge in etwas, was kein Dictionary ist',
  'its pickle stacks more than {0} values': 'sein Pickle stapelt mehr als {0} Werte',
  'its pickle takes a value that is not there': 'sein Pickle nimmt einen Wert, der nicht da ist',
  'its position embedding has {0} rows, which is no square of cells beside its tokens':
    'seine Positionseinbettung hat {0} Zeilen, was neben seinen Token kein Quadrat von Zellen ergibt',
  'its registers': 'seine Register',
  'its runs are longer than its size': 'ihre Läufe sind länger als ihre Größe',
  'its runs are shorter than its size': 'ihre Läufe sind kürzer als ihre Größe',
  'its runs do not fit its size': 'ihre Läufe passen nicht zu ihrer Größe',
  'its size is not a height and a width': 'ihre Größe besteht nicht aus Höhe und Breite',
  'its size is outside what a mask may have': 'ihre Größe ist außerhalb dessen, was eine Maske haben darf',
  'its size {0}×{1} is outside what a mask may have':
    'ihre Größe {0}×{1} ist außerhalb dessen, was eine Maske haben darf',
  'its storage {0} has {1} values where its pickle says {2}':
    'sein Speicherblock {0} hat {1} Werte, laut Pickle aber {2}',
  'its tensors have {0} bytes together': 'seine Tensoren haben zusammen {0} Bytes',
  'its tensors take more than {0} bytes': 'seine Tensoren brauchen mehr als {0} Bytes',
  'its values are big-endian': 'seine Werte haben Big-Endian-Reihenfolge',
  'its values are {0}-endian': 'seine Werte haben die Byte-Reihenfolge {0}-endian',
  'its version is {0}': 'seine Version ist {0}',
  'its weights are not those that its card was written for':
    'seine Gewichte sind nicht die, für die seine Modellkarte geschrieben wurde',
  'its weights lie in more than 16 files': 'seine Gewichte liegen in mehr als 16 Dateien',
  'its width': 'seine Breite',
  'kept for another device': 'für ein anderes Gerät aufbewahrt',
  'list of runs': 'Lauflängen',
  'mask model': 'Maskenmodell',
  'mean macro-F1 of {0} at {1} cases per class': 'mittleres Makro-F1 von {0} bei {1} Fällen je Klasse',
  'mean over 111 frames of 111 patients that it has not seen':
    'Mittel über 111 ungesehene Bilder von 111 ungesehenen Patienten',
  'mean over 40 frames of 40 patients that it has not seen':
    'Mittel über 40 ungesehene Bilder von 40 ungesehenen Patienten',
  'names and shapes of its tensors': 'Namen und Formen seiner Tensoren',
  'names no image': 'nennt kein Bild',
  "names of Google's JAX ViT": 'Namen des JAX-ViT von Google',
  'names of Hugging Face CLIP': 'Namen von CLIP bei Hugging Face',
  'names of Hugging Face ViT, DeiT, DINOv2 and ViT-MAE':
    'Namen von ViT, DeiT, DINOv2 und ViT-MAE bei Hugging Face',
  'names of OpenAI CLIP and OpenCLIP': 'Namen von OpenAI CLIP und OpenCLIP',
  'names of timm, DeiT, DINO, DINOv2 and MAE': 'Namen von timm, DeiT, DINO, DINOv2 und MAE',
  'names something twice in one object': 'nennt etwas zweimal in einem Objekt',
  'network test': 'Prüfung eines Netzes',
  'no family fits': 'keine Familie passt',
  'no library that is known writes it like this': 'keine bekannte Bibliothek schreibt das so',
  'no network': 'kein Netz',
  'no picture that Lapidary knows': 'kein Bild, das Lapidary kennt',
  'none of them is a class': 'keine davon ist eine Klasse',
  'none of them is known to hold weights': 'von keiner ist bekannt, dass sie Gewichte enthält',
  'not a list of value:class': 'keine Liste der Art value:class',
  'not a plain file name': 'kein einfacher Dateiname',
  'not a tensor': 'kein Tensor',
  'not known': 'nicht bekannt',
  'nothing says how long the values of its storage {0} are, or they are quantised':
    'nichts sagt, wie lang die Werte seines Speicherblocks {0} sind, oder sie sind quantisiert',
  'of "{0}{1}" a bias is missing': 'zu "{0}{1}" fehlt ein Bias',
  'of a class of its own': 'von eigener Klasse',
  'of the {0} judged with rough masks this one is the best with them ({1})':
    'von den {0} mit groben Masken beurteilten ist diese damit die beste ({1})',
  'of type {0}, which is not read here': 'vom Typ {0}, der hier nicht gelesen wird',
  'one of its nodes has too many inputs': 'einer seiner Knoten hat zu viele Eingaben',
  'one of its points has no usable coordinates': 'einer seiner Punkte hat keine verwendbaren Koordinaten',
  'one of its tensors has {0} values': 'einer seiner Tensoren hat {0} Werte',
  'one of its tensors is stored turned over and has {0} bytes':
    'einer seiner Tensoren ist umgedreht gespeichert und hat {0} Bytes',
  'overlaps what follows it': 'überlappt mit dem, was folgt',
  'preparing the frames': 'Bilder werden vorbereitet',
  'proposing masks': 'Masken werden vorgeschlagen',
  'rebuilt by a function that is unknown here':
    'von einer Funktion wiederhergestellt, die hier unbekannt ist',
  'segmentation head': 'Segmentierungskopf',
  'several of them hold weights: {0}': 'mehrere davon enthalten Gewichte: {0}',
  'so that nothing of a frame is cut off': 'damit nichts vom Bild abgeschnitten wird',
  'so that nothing of a frame is cut off; its publisher: {0}':
    'damit nichts vom Bild abgeschnitten wird; der Herausgeber: {0}',
  'some of its weights are stored as sparse tensors':
    'einige seiner Gewichte sind als dünn besetzte Tensoren gespeichert',
  'stored as {0}, which is not read here': 'gespeichert als {0}, was hier nicht gelesen wird',
  'tensor "{0}" is not F32': 'Tensor "{0}" ist nicht F32',
  'tensor {0} ends beyond its file': 'Tensor {0} endet hinter dem Ende seiner Datei',
  'tensor {0} has a negative size': 'Tensor {0} hat eine negative Größe',
  'tensor {0} has not the {1} values of its shape': 'Tensor {0} hat nicht die {1} Werte seiner Form',
  'tensor {0} has the packed type {1}, as in a quantised network':
    'Tensor {0} hat den gepackten Typ {1}, wie in einem quantisierten Netz',
  'tensor {0} has the shape {1}': 'Tensor {0} hat die Form {1}',
  'tensor {0} has the type {1}': 'Tensor {0} hat den Typ {1}',
  'tensor {0} has the unknown type {1}': 'Tensor {0} hat den unbekannten Typ {1}',
  'tensor {0} has type {1}; only F32 and F16 are read here':
    'Tensor {0} hat den Typ {1}; hier werden nur F32 und F16 gelesen',
  'tensor {0} has values of another type': 'Tensor {0} hat Werte eines anderen Typs',
  'tensor {0} has {1} bytes where its shape needs {2}':
    'Tensor {0} hat {1} Bytes, wo seine Form {2} verlangt',
  'tensor {0} has {1} bytes where {2} needs {3}': 'Tensor {0} hat {1} Bytes, wo {2} davon {3} brauchen',
  'tensor {0} is in {1} and in {2}': 'Tensor {0} ist in {1} und in {2}',
  'tensor {0} is not described as the format asks':
    'Tensor {0} ist nicht beschrieben, wie das Format es verlangt',
  'tensor {0} is not in its part {1}': 'Tensor {0} ist nicht in seinem Teil {1}',
  'tensor {0} lies in two places': 'Tensor {0} liegt an zwei Stellen',
  'texture of every object of a whole frame, by the mean of its tokens':
    'Textur jedes Objekts eines ganzen Bildes, nach dem Mittel seiner Token',
  'texture of one object, seen alone through its mask':
    'Textur eines Objekts, allein durch seine Maske gesehen',
  'texture of one object, the rest of the frame painted out':
    'Textur eines Objekts, der Rest des Bildes übermalt',
  'texture of the largest object of a whole frame, no mask given':
    'Textur des größten Objekts eines ganzen Bildes, ohne Maske',
  'the activation {0} is not known': 'die Aktivierung {0} ist nicht bekannt',
  'the class token': 'das Klassentoken',
  'the directory of its archive claims {0} bytes': 'das Verzeichnis seines Archivs gibt {0} Bytes an',
  'the directory of its archive has bytes that belong to no entry':
    'das Verzeichnis seines Archivs hat Bytes, die zu keinem Eintrag gehören',
  'the directory of its archive is cut short': 'das Verzeichnis seines Archivs ist abgeschnitten',
  'the directory of its archive is not where its end says':
    'das Verzeichnis seines Archivs liegt nicht dort, wo sein Ende es angibt',
  'the directory of its archive is too short for its entries':
    'das Verzeichnis seines Archivs ist zu kurz für seine Einträge',
  'the disk is almost full': 'der Datenträger ist fast voll',
  'the disk is full': 'der Datenträger ist voll',
  'the end of its archive points outside the file':
    'das Ende seines Archivs verweist auf eine Stelle außerhalb der Datei',
  'the exact GELU, as timm and Hugging Face run these weights':
    'das genaue GELU, wie timm und Hugging Face diese Gewichte verwenden',
  'the gradient of "{0}"': 'der Gradient von "{0}"',
  'the header of array {0} claims {1} bytes': 'der Dateikopf von Array {0} gibt {1} Bytes an',
  'the loss': 'der Verlust',
  'the mask schema that its classes are of': 'das Maskenschema, zu dem seine Klassen gehören',
  'the mean colour where there is one': 'die mittlere Farbe, wo es eine gibt',
  'the name of its file': 'der Name seiner Datei',
  'the name of the file': 'der Name der Datei',
  'the name {0} is too long': 'der Name {0} ist zu lang',
  'the outermost': 'der äußerste',
  'the position embedding has {0}×{1} cells': 'die Positionseinbettung hat {0}×{1} Zellen',
  'the position embedding is one of 518 pixels': 'die Positionseinbettung ist eine für 518 Pixel',
  'the shape of its queries': 'die Form seiner Queries',
  'the side of its patches': 'die Seite seiner Patches',
  'the temperature is not one': 'die Temperatur ist keine',
  'the tensor {0}, {1}, repeats its values too often': 'der Tensor {0}, {1}, wiederholt seine Werte zu oft',
  'the two end records of its archive contradict each other':
    'die beiden Endeinträge seines Archivs widersprechen einander',
  'the validation loss': 'der Validierungsverlust',
  'the values of a tensor do not fill its shape': 'die Werte eines Tensors füllen seine Form nicht aus',
  'the values of a tensor end within one of them': 'die Werte eines Tensors enden mitten in einem von ihnen',
  'the values of a tensor lie in too many places': 'die Werte eines Tensors liegen an zu vielen Stellen',
  'the values of {0} are cut short: {1} of {2} bytes are there':
    'die Werte von {0} sind abgeschnitten: {1} von {2} Bytes sind da',
  'the values of {0} are missing': 'die Werte von {0} fehlen',
  'the values of {0} are scattered over {1} bytes': 'die Werte von {0} sind über {1} Bytes verstreut',
  'the whole': 'das Ganze',
  'the width of its MLPs over its own': 'die Breite seiner MLPs im Verhältnis zur eigenen',
  'the zip64 record of its archive is not one': 'der zip64-Eintrag seines Archivs ist keiner',
  'their length is not that of the grid': 'ihre Länge ist nicht die des Rasters',
  'there are bytes after its last tensor': 'hinter dem letzten Tensor liegen noch Bytes',
  'there is a hole between its tensors': 'zwischen den Tensoren ist eine Lücke',
  'they are not those of {0}': 'sie sind nicht die von {0}',
  'they do not start as probabilities do': 'sie fangen nicht so an',
  'they lie in several folders': 'sie liegen in mehreren Ordnern',
  'this one answers with the fewest operations': 'diese antwortet mit den wenigsten Operationen',
  'two categories have the id {0}': 'zwei Kategorien haben die Kennung {0}',
  'two images have the id {0}': 'zwei Bilder haben die Kennung {0}',
  'two of its tensors are named {0}': 'zwei seiner Tensoren heißen {0}',
  'two of its tensors overlap': 'zwei seiner Tensoren überlappen sich',
  'two tensors are called {0}': 'zwei Tensoren heißen {0}',
  'unknown error': 'unbekannter Fehler',
  'usual for a width of {0}; the weights do not tell':
    'üblich bei einer Breite von {0}; die Gewichte nennen es nicht',
  'usual for {0}': 'üblich bei {0}',
  'version https://git-lfs': 'version https://git-lfs',
  'weights in it are truth values or complex numbers':
    'einige Gewichte darin sind Wahrheitswerte oder komplexe Zahlen',
  'weights in it are whole numbers, as in a quantised network':
    'einige Gewichte darin sind ganze Zahlen, wie in einem quantisierten Netz',
  'which number is which class, or background': 'welche Zahl welche Klasse oder Hintergrund ist',
  'which of its {0} channels is which class, or background':
    'welcher seiner {0} Kanäle welche Klasse oder Hintergrund ist',
  'width and height of its input': 'Breite und Höhe seiner Eingabe',
  'without values (on the meta device)': 'ohne Werte (auf dem Meta-Device)',
  '{0} .onnx files were brought, and a model is one of them or two':
    '{0} .onnx-Dateien wurden hinzugefügt, ein Modell besteht aber aus einer oder zwei',
  '{0} GiB free in the data folder': '{0} GiB frei im Datenordner',
  '{0} and what belongs to it have {1} MB, and at most {2} are read.':
    '{0} und was dazugehört haben {1} MB, und höchstens {2} werden gelesen.',
  '{0} are within half a point of the best ({1}); of the {2} judged with rough masks this one is the best with them ({3}).':
    '{0} liegen höchstens einen halben Punkt unter der besten ({1}); von den {2} mit groben Masken beurteilten ist diese damit die beste ({3}).',
  '{0} are within half a point of the best ({1}); this one answers with the fewest operations.':
    '{0} liegen höchstens einen halben Punkt unter der besten ({1}); diese antwortet mit den wenigsten Operationen.',
  '{0} are worse calibrated than the rule allows.': '{0} sind schlechter kalibriert, als die Regel erlaubt.',
  '{0} arrays have two-byte values of a type without a name; they are read as bfloat16.':
    '{0} Arrays haben Zwei-Byte-Werte eines namenlosen Typs; sie werden als bfloat16 gelesen.',
  '{0} cannot be understood ({1}).': '{0} ist nicht zu verstehen ({1}).',
  '{0} cannot train and test at once.': '{0} kann nicht zugleich für Training und Test dienen.',
  '{0} constants of the graph itself (sizes, axes, scales) were left out.':
    '{0} Konstanten des Graphen selbst (Größen, Achsen, Skalen) wurden weggelassen.',
  '{0} frame has a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} Bild hat eine Maske dieses Schemas, von {1} Patienten, von dem gelernt werden darf; Training, Validierung und Test brauchen 3 Patienten, da keiner in zweien davon sein darf.',
  '{0} frame has a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} Bild hat eine Maske dieses Schemas, von {1} Patienten, von denen gelernt werden darf; Training, Validierung und Test brauchen 3 Patienten, da keiner in zweien davon sein darf.',
  '{0} frames have a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} Bilder haben eine Maske dieses Schemas, von {1} Patienten, von dem gelernt werden darf; Training, Validierung und Test brauchen 3 Patienten, da keiner in zweien davon sein darf.',
  '{0} frames have a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    '{0} Bilder haben eine Maske dieses Schemas, von {1} Patienten, von denen gelernt werden darf; Training, Validierung und Test brauchen 3 Patienten, da keiner in zweien davon sein darf.',
  '{0} in its archive cannot be decompressed': '{0} in seinem Archiv lässt sich nicht entpacken',
  '{0} in its archive claims to grow from {1} to {2} bytes':
    '{0} in seinem Archiv soll von {1} auf {2} Bytes wachsen',
  '{0} in its archive does not match its checksum': '{0} in seinem Archiv entspricht nicht seiner Prüfsumme',
  '{0} in its archive has only {1} bytes': '{0} in seinem Archiv hat nur {1} Bytes',
  '{0} in its archive has two sizes, {1} and {2}': '{0} in seinem Archiv hat zwei Größen, {1} und {2}',
  '{0} in its archive has {1} bytes': '{0} in seinem Archiv hat {1} Bytes',
  '{0} in its archive is compressed by method {1}':
    '{0} in seinem Archiv ist mit der Methode {1} komprimiert',
  '{0} in its archive is described differently in the directory and before its data':
    '{0} in seinem Archiv ist im Verzeichnis anders beschrieben als vor seinen Daten',
  '{0} in its archive is followed by bytes that do not belong to it':
    '{0} in seinem Archiv ist gefolgt von Bytes, die nicht dazugehören',
  '{0} in its archive is longer than its archive states':
    '{0} in seinem Archiv ist länger, als sein Archiv angibt',
  '{0} in its archive is shorter than its archive states':
    '{0} in seinem Archiv ist kürzer, als sein Archiv angibt',
  '{0} in its archive overlaps what follows it': '{0} in seinem Archiv überlappt mit dem, was folgt',
  '{0} is JSON, and no index of a checkpoint': '{0} ist JSON und kein Index eines Checkpoints',
  '{0} is a link to a file outside its folder':
    '{0} ist eine Verknüpfung mit einer Datei außerhalb des Ordners',
  '{0} is no file': '{0} ist keine Datei',
  '{0} is not a regular file': '{0} ist keine gewöhnliche Datei',
  '{0} is not among the files': '{0} ist nicht unter den Dateien',
  '{0} is unknown here: nothing of it was run, what it holds was read as data.':
    '{0} ist hier unbekannt: Nichts davon wurde ausgeführt, sein Inhalt wurde als Daten gelesen.',
  '{0} lies outside "{1}"': '{0} liegt außerhalb von "{1}"',
  '{0} more files were not reached.': '{0} weitere Dateien kamen nicht mehr an die Reihe.',
  '{0} more files were refused.': '{0} weitere Dateien wurden abgelehnt.',
  '{0} of the texts that the file states are too long, and were left out.':
    '{0} der Texte, die die Datei angibt, sind zu lang und wurden weggelassen.',
  '{0} says {1} {2}, and its tensors have {3}': '{0} sagt {1} {2}, und seine Tensoren haben {3}',
  '{0} tensors got back the names that the graph gives their parameters; {1} of them were stored transposed.':
    '{0} Tensoren erhielten die Namen zurück, die der Graph ihren Parametern gibt; {1} davon waren transponiert gespeichert.',
  '{0} tensors of the parts are not named by the index and were left out.':
    '{0} Tensoren der Teile nennt der Index nicht; sie wurden weggelassen.',
  '{0} times in a row, before a single further epoch':
    '{0}-mal hintereinander, ohne dass eine weitere Epoche fertig wurde',
  '{0} values do not fill its grid': '{0} Werte füllen ihr Raster nicht aus',
  '{0} was left out: it is a storage without a shape.':
    '{0} wurde weggelassen: Es ist ein Speicherblock ohne Form.',
  '{0} was left out: it is one of the containers around it.':
    '{0} wurde weggelassen: Es ist einer der Behälter um sich selbst.',
  '{0}, as you say': '{0}, wie Sie angeben',
  '{0}, by its checksum': '{0}, nach seiner Prüfsumme',
  '{0}, by the name of the file alone': '{0}, nur nach dem Namen der Datei',
  '{0}, for want of a sign of another': '{0}, mangels Hinweisen auf eine andere',
  '{0}, network {1}…, its weights match its card':
    '{0}, Netz {1}…, seine Gewichte passen zu seiner Modellkarte',
  '{0}, which lies beside the weights, is not understood: it is larger than 1 MB.':
    '{0} liegt neben den Gewichten und ist nicht zu verstehen: Die Datei ist größer als 1 MB.',
  '{0}, which lies beside the weights, is not understood: it is not JSON.':
    '{0} liegt neben den Gewichten und ist nicht zu verstehen: Die Datei ist kein JSON.',
  '{0}, which lies beside the weights, is not understood: no library that is known writes it like this.':
    '{0} liegt neben den Gewichten und ist nicht zu verstehen: Keine bekannte Bibliothek schreibt das so.',
  '{0}, which lies beside the weights, is not understood: the activation {1} is not known.':
    '{0} liegt neben den Gewichten und ist nicht zu verstehen: Die Aktivierung {1} ist nicht bekannt.',
  '{0}: {1} is more than the {2} that are read': '{0}: {1} ist mehr als die {2}, die gelesen werden',
  '{0}; its own estimate of its mask is shown as confidence.':
    '{0}; seine eigene Schätzung der Maske wird als Konfidenz gezeigt.',
  '{0}{1} frames of this study came from a file of this name.':
    '{0}{1} Bilder dieser Untersuchung kamen aus einer Datei dieses Namens.',
  '{0}{1} more files were refused or not reached.':
    '{0}{1} weitere Dateien wurden abgelehnt oder kamen nicht mehr an die Reihe.',
  '“{0}” cannot be removed: 1 adapter rests on it.':
    '„{0}“ kann nicht entfernt werden: 1 Adapter beruht darauf.',
  '“{0}” cannot be removed: 1 unfinished tuning run rests on it.':
    '„{0}“ kann nicht entfernt werden: 1 unvollendeter Lauf beruht darauf.',
  '“{0}” cannot be removed: {1} adapters rest on it.':
    '„{0}“ kann nicht entfernt werden: {1} Adapter beruhen darauf.',
  '“{0}” cannot be removed: {1} unfinished tuning runs rest on it.':
    '„{0}“ kann nicht entfernt werden: {1} unvollendete Läufe beruhen darauf.',
};
