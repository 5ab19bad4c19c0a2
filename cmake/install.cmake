# cmake --install BUILD [--prefix DIR] [--component program|models]
install(TARGETS verbatim COMPONENT program)
install(FILES docs/verbatim.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES README.md CHANGELOG.md LICENSE docs/architecture.md docs/formats.md docs/lenses.md
    docs/sentences.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

# Models are fetched by npm, so they are no condition of an install. engine/meaning/models.cpp looks
# for them here.
install(CODE "
    set(models \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/verbatim/models\")
    execute_process(COMMAND \"${CMAKE_SOURCE_DIR}/scripts/models\" --to \"\${models}\" RESULT_VARIABLE failed)
    if(failed)
        message(WARNING \"The models are not installed: searching goes by words until scripts/models has run.\")
    endif()" COMPONENT models)
