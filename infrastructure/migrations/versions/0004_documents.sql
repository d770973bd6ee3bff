-- A few hundred rows among millions: packs, calendars and the other documents of the bank, whatever their streams.
CREATE INDEX event_document_idx ON log.event (position) WHERE topic = 'reference_data.document_published';
